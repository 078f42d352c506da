// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A CLAP file with several plugins, some of which cannot be made, and what tests of the host's
// settings need: a gain with a side-chain and a state, and one that puts out how it is rendered.

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <signal.h>
#include <unistd.h>

#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/log.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"
#include "abi/clap/stream.hpp"

namespace {

namespace clap = attacca::clap;

constexpr clap::Id kGain = 7;
constexpr clap::Id kMeter = 8;

constexpr const char* kFeatures[] = {"audio-effect", "stereo", nullptr};
constexpr clap::PluginDescriptor described(const char* id, const char* name) {
  return {clap::kVersion, id, name, "Tests", "", "", "", "1", "", kFeatures};
}
constexpr clap::PluginDescriptor kDescriptors[] = {
    described("several.gain", "Several Gain"),
    described("several.refuses", "Refuses"),
    described("several.aborts", "Aborts"),
    described("several.hangs", "Hangs"),
    described("several.offline", "Offline Speaks"),
    described("several.forks", "Forks"),
    described("several.mono", "Mono"),
};
constexpr std::uint32_t kCount = sizeof kDescriptors / sizeof kDescriptors[0];

struct Several {
  const clap::Host* host = nullptr;
  clap::Plugin plugin{};
  double gain = 1.0;
  bool is_offline = false;
};

Several& self(const clap::Plugin* plugin) {
  return *static_cast<Several*>(plugin->plugin_data);
}

bool is(const clap::Plugin* plugin, const char* id) {
  return std::strcmp(plugin->desc->id, id) == 0;
}

/// Detached, as a licence daemon would be.
void leave_process_behind() {
  if (fork() != 0) return;
  if (fork() != 0) _exit(0);
  setsid();
  for (int i = 0; i < 3; ++i) close(i);
  sleep(60);
  _exit(0);
}

bool init(const clap::Plugin* plugin) {
  if (is(plugin, "several.refuses")) {
    if (const auto* const log = clap::query<clap::HostLog>(self(plugin).host)) {
      log->log(self(plugin).host, clap::LogSeverity::error, "no licence found");
    }
    std::fputs("licence server: no answer\n", stderr);
    return false;
  }
  while (is(plugin, "several.hangs")) pause();
  if (is(plugin, "several.forks")) leave_process_behind();
  return true;
}

void apply(Several& plugin, const clap::InputEvents& events) {
  for (std::uint32_t i = 0; i < events.size(&events); ++i) {
    const auto* const header = events.get(&events, i);
    if (header->type != clap::EventType::param_value) continue;
    const auto& event = *reinterpret_cast<const clap::EventParamValue*>(header);
    if (event.param_id == kGain) plugin.gain = event.value;
  }
}

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* process) {
  Several& several = self(plugin);
  apply(several, *process->in_events);
  const auto gain = static_cast<float>(several.gain);
  const bool speaks = is(plugin, "several.offline");
  const std::uint32_t channels = process->audio_outputs[0].channel_count;
  for (std::uint32_t channel = 0; channel < channels; ++channel) {
    const float* const in = process->audio_inputs[0].data32[channel];
    const float* const side = channels == 2 ? process->audio_inputs[1].data32[channel] : nullptr;
    float* const out = process->audio_outputs[0].data32[channel];
    for (std::uint32_t i = 0; i < process->frames_count; ++i) {
      out[i] = in[i] * gain + (side != nullptr ? side[i] : 0.0f);
      if (speaks) out[i] = several.is_offline ? 1.0f : 0.25f;
    }
  }
  return clap::ProcessStatus::continue_;
}

constexpr clap::PluginAudioPorts kPorts{
    [](const clap::Plugin* plugin, bool is_input) -> std::uint32_t {
      return is_input && !is(plugin, "several.mono") ? 2 : 1;
    },
    [](const clap::Plugin* plugin, std::uint32_t index, bool is_input, clap::AudioPortInfo* info) {
      const bool is_mono = is(plugin, "several.mono");
      *info = {};
      info->id = (is_input ? 10 : 20) + index;
      std::strcpy(info->name, index == 0 ? "Main" : "Side-chain");
      info->flags = index == 0 ? clap::AudioPortFlags::is_main : clap::AudioPortFlags{};
      info->channel_count = is_mono ? 1 : 2;
      info->port_type = is_mono ? clap::kPortMono : clap::kPortStereo;
      info->in_place_pair = clap::kInvalidId;
      return true;
    }};

constexpr clap::PluginParams kParams{
    [](const clap::Plugin*) -> std::uint32_t { return 2; },
    [](const clap::Plugin*, std::uint32_t index, clap::ParamInfo* info) {
      *info = {};
      info->id = index == 0 ? kGain : kMeter;
      std::strcpy(info->name, index == 0 ? "Gain" : "Meter");
      info->flags =
          index == 0 ? clap::ParamInfoFlags::is_automatable : clap::ParamInfoFlags::is_readonly;
      info->max_value = 4.0;
      info->default_value = index == 0 ? 1.0 : 0.0;
      return true;
    },
    [](const clap::Plugin* plugin, clap::Id id, double* value) {
      *value = id == kGain ? self(plugin).gain : 0.0;
      return id == kGain || id == kMeter;
    },
    [](const clap::Plugin*, clap::Id, double value, char* text, std::uint32_t size) {
      return std::snprintf(text, size, "%.2f times", value) > 0;
    },
    [](const clap::Plugin*, clap::Id, const char* text, double* value) {
      if (std::strcmp(text, "double") == 0) *value = 2.0;
      return std::strcmp(text, "double") == 0;
    },
    [](const clap::Plugin* plugin, const clap::InputEvents* in, const clap::OutputEvents*) {
      apply(self(plugin), *in);
    }};

constexpr clap::PluginState kState{[](const clap::Plugin* plugin, const clap::OStream* stream) {
                                     const double gain = self(plugin).gain;
                                     return stream->write(stream, &gain, sizeof gain) ==
                                            sizeof gain;
                                   },
                                   [](const clap::Plugin* plugin, const clap::IStream* stream) {
                                     double gain = 0.0;
                                     if (stream->read(stream, &gain, sizeof gain) != sizeof gain)
                                       return false;
                                     self(plugin).gain = gain;
                                     return true;
                                   }};

constexpr clap::PluginRender kRender{[](const clap::Plugin*) { return false; },
                                     [](const clap::Plugin* plugin, clap::PluginRenderMode mode) {
                                       self(plugin).is_offline =
                                           mode == clap::PluginRenderMode::offline;
                                       return true;
                                     }};

const void* get_extension(const clap::Plugin*, const char* id) {
  if (std::strcmp(id, clap::kExtAudioPorts) == 0) return &kPorts;
  if (std::strcmp(id, clap::kExtParams) == 0) return &kParams;
  if (std::strcmp(id, clap::kExtState) == 0) return &kState;
  if (std::strcmp(id, clap::kExtRender) == 0) return &kRender;
  return nullptr;
}

const clap::Plugin* create(const clap::PluginFactory*, const clap::Host* host, const char* id) {
  const clap::PluginDescriptor* descriptor = nullptr;
  for (const auto& each : kDescriptors) {
    if (std::strcmp(each.id, id) == 0) descriptor = &each;
  }
  if (descriptor == nullptr) return nullptr;
  if (std::strcmp(id, "several.aborts") == 0) std::abort();
  auto* const several = new Several;
  several->host = host;
  clap::Plugin& plugin = several->plugin;
  plugin.desc = descriptor;
  plugin.plugin_data = several;
  plugin.init = init;
  plugin.destroy = [](const clap::Plugin* p) { delete &self(p); };
  plugin.activate = [](const clap::Plugin*, double, std::uint32_t, std::uint32_t) { return true; };
  plugin.deactivate = [](const clap::Plugin*) {};
  plugin.start_processing = [](const clap::Plugin*) { return true; };
  plugin.stop_processing = [](const clap::Plugin*) {};
  plugin.reset = [](const clap::Plugin*) {};
  plugin.process = process;
  plugin.get_extension = get_extension;
  plugin.on_main_thread = [](const clap::Plugin*) {};
  return &plugin;
}

constexpr clap::PluginFactory kFactory{
    [](const clap::PluginFactory*) -> std::uint32_t { return kCount; },
    [](const clap::PluginFactory*, std::uint32_t index) {
      return index < kCount ? &kDescriptors[index] : nullptr;
    },
    create};

}  // namespace

extern "C" __attribute__((visibility("default"))) const clap::PluginEntry clap_entry;
const clap::PluginEntry clap_entry = {clap::kVersion, [](const char*) { return true; }, [] {},
                                      [](const char* id) -> const void* {
                                        return clap::is_id_of<clap::PluginFactory>(id) ? &kFactory
                                                                                       : nullptr;
                                      }};
