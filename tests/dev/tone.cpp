// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The plugin of session_test.py, by CLAP alone so that it compiles in a second: a gain, and
// whatever fault.hpp does in a callback. Its state is how many instances there have been one after
// another.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>

#include "abi/clap/entry.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/stream.hpp"
#include "fault.hpp"
#include "level.hpp"

namespace {

using namespace attacca::clap;

#ifdef BROKEN
constexpr float kScale = std::numeric_limits<float>::infinity();
#else
constexpr float kScale = 1.0f;
#endif

struct Tone {
  Plugin plugin{};
  std::int32_t generation = 0;
  int blocks = 0;
};

Tone& of(const Plugin* plugin) {
  return *static_cast<Tone*>(plugin->plugin_data);
}

const std::array<const char*, 2> kFeatures = {"audio-effect", nullptr};
const PluginDescriptor kDescriptor = {
    {1, 2, 2}, "org.attacca.test.tone", "Tone", "Attacca", "", "", "", "1", "", kFeatures.data()};

const PluginAudioPorts kPorts = {
    .count = [](const Plugin*, bool) -> std::uint32_t { return 1; },
    .get =
        [](const Plugin*, std::uint32_t, bool, AudioPortInfo* info) {
          *info = {};
          std::strcpy(info->name, "Main");
          info->flags = AudioPortFlags::is_main;
          info->channel_count = 2;
          info->in_place_pair = kInvalidId;
          return true;
        },
};

const PluginLatency kLatencyExtension = {
    .get = [](const Plugin*) -> std::uint32_t { return kLatency; }};

const PluginState kState = {
    .save =
        [](const Plugin* plugin, const OStream* stream) {
          const std::int32_t value = of(plugin).generation;
          return stream->write(stream, &value, sizeof value) == sizeof value;
        },
    .load =
        [](const Plugin* plugin, const IStream* stream) {
          std::int32_t value = 0;
          if (stream->read(stream, &value, sizeof value) != sizeof value) return false;
          of(plugin).generation = value + 1;
          return true;
        },
};

ProcessStatus process(const Plugin* plugin, const Process* block) {
  fault(++of(plugin).blocks);
  for (int c = 0; c < 2; ++c) {
    for (std::uint32_t i = 0; i < block->frames_count; ++i) {
      block->audio_outputs[0].data32[c][i] = kScale * kLevel * block->audio_inputs[0].data32[c][i];
    }
  }
  return ProcessStatus::continue_;
}

const Plugin* create(const PluginFactory*, const Host*, const char*) {
  auto* const tone = new Tone;
  tone->plugin = {
      .desc = &kDescriptor,
      .plugin_data = tone,
      .init = [](const Plugin*) { return true; },
      .destroy = [](const Plugin* plugin) { delete &of(plugin); },
      .activate =
          [](const Plugin* plugin, double, std::uint32_t, std::uint32_t) {
            std::fprintf(stderr, "generation %d, level %g\n", of(plugin).generation,
                         static_cast<double>(kLevel));
            return true;
          },
      .deactivate = [](const Plugin*) {},
      .start_processing = [](const Plugin*) { return true; },
      .stop_processing = [](const Plugin*) {},
      .reset = [](const Plugin*) {},
      .process = process,
      .get_extension = [](const Plugin*, const char* id) -> const void* {
        if (std::strcmp(id, kExtAudioPorts) == 0) return &kPorts;
        if (std::strcmp(id, kExtLatency) == 0) return &kLatencyExtension;
        return std::strcmp(id, kExtState) == 0 ? &kState : nullptr;
      },
      .on_main_thread = [](const Plugin*) {},
  };
  return &tone->plugin;
}

const PluginFactory kFactory = {
    .get_plugin_count = [](const PluginFactory*) -> std::uint32_t { return 1; },
    .get_plugin_descriptor = [](const PluginFactory*, std::uint32_t) { return &kDescriptor; },
    .create_plugin = create,
};

}  // namespace

extern "C" [[gnu::visibility("default")]] const PluginEntry clap_entry = {
    .clap_version = {1, 2, 2},
    .init = [](const char*) { return true; },
    .deinit = [] {},
    .get_factory = [](const char* id) -> const void* {
      return std::strcmp(id, kPluginFactoryId) == 0 ? &kFactory : nullptr;
    },
};
