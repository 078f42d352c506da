// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The busy plugin on the CLAP interface and nothing else.

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"
#include "busy_sound.hpp"

namespace {

namespace clap = attacca::clap;

struct Raw {
  clap::Plugin plugin{};
  busy::Sound sound;
};

Raw& self(const clap::Plugin* plugin) {
  return *static_cast<Raw*>(plugin->plugin_data);
}

void apply(busy::Sound& sound, const clap::EventHeader& header) {
  if (header.type == clap::EventType::param_value) {
    const auto& event = reinterpret_cast<const clap::EventParamValue&>(header);
    if (event.param_id >= busy::kLevels) return;
    sound.levels[event.param_id] = static_cast<float>(std::clamp(event.value, 0.0, 1.0));
    return;
  }
  if (header.type != clap::EventType::note_on && header.type != clap::EventType::note_off) return;
  const auto& note = reinterpret_cast<const clap::EventNote&>(header);
  if (note.key < 0 || note.key > 127) return;
  const auto key = static_cast<std::size_t>(note.key);
  if (header.type == clap::EventType::note_on) {
    sound.held.begin(key, static_cast<float>(note.velocity));
  } else {
    sound.held.end(key);
  }
}

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* process) {
  busy::Sound& sound = self(plugin).sound;
  const clap::InputEvents& events = *process->in_events;
  const float* const* const in = process->audio_inputs[0].data32;
  float* const* const out = process->audio_outputs[0].data32;
  std::uint32_t at = 0;
  const std::uint32_t count = events.size(&events);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto* const header = events.get(&events, i);
    if (header->space_id != clap::kCoreEventSpaceId) continue;
    const std::uint32_t frame = std::min(header->time, process->frames_count);
    if (frame > at) {
      sound.process(in, out, at, frame);
      at = frame;
    }
    apply(sound, *header);
  }
  sound.process(in, out, at, process->frames_count);
  return clap::ProcessStatus::continue_;
}

constexpr clap::PluginAudioPorts kPorts{
    [](const clap::Plugin*, bool) -> std::uint32_t { return 1; },
    [](const clap::Plugin*, std::uint32_t index, bool, clap::AudioPortInfo* info) {
      if (index != 0) return false;
      *info = {};
      std::strcpy(info->name, "Main");
      info->flags = clap::AudioPortFlags::is_main;
      info->channel_count = busy::kChannels;
      info->port_type = clap::kPortStereo;
      info->in_place_pair = clap::kInvalidId;
      return true;
    }};

constexpr clap::PluginNotePorts kNotePorts{
    [](const clap::Plugin*, bool is_input) -> std::uint32_t { return is_input ? 1 : 0; },
    [](const clap::Plugin*, std::uint32_t index, bool is_input, clap::NotePortInfo* info) {
      if (index != 0 || !is_input) return false;
      *info = {};
      info->supported_dialects = info->preferred_dialect = clap::NoteDialect::clap;
      std::strcpy(info->name, "Notes");
      return true;
    }};

constexpr clap::PluginParams kParams{
    [](const clap::Plugin*) -> std::uint32_t { return busy::kLevels; },
    [](const clap::Plugin*, std::uint32_t index, clap::ParamInfo* info) {
      *info = {};
      info->id = index;
      std::snprintf(info->name, sizeof info->name, "Level %u", index + 1);
      info->max_value = 1.0;
      info->default_value = 0.5;
      info->flags = clap::ParamInfoFlags::is_automatable;
      return index < busy::kLevels;
    },
    [](const clap::Plugin* plugin, clap::Id id, double* value) {
      if (id >= busy::kLevels) return false;
      *value = static_cast<double>(self(plugin).sound.levels[id]);
      return true;
    },
    [](const clap::Plugin*, clap::Id, double value, char* text, std::uint32_t size) {
      return std::snprintf(text, size, "%.2f", value) > 0;
    },
    [](const clap::Plugin*, clap::Id, const char* text, double* value) {
      return std::sscanf(text, "%lf", value) == 1;
    },
    [](const clap::Plugin* plugin, const clap::InputEvents* in, const clap::OutputEvents*) {
      for (std::uint32_t i = 0; i < in->size(in); ++i) {
        apply(self(plugin).sound, *in->get(in, i));
      }
    }};

const void* get_extension(const clap::Plugin*, const char* id) {
  if (std::strcmp(id, clap::kExtAudioPorts) == 0) return &kPorts;
  if (std::strcmp(id, clap::kExtNotePorts) == 0) return &kNotePorts;
  if (std::strcmp(id, clap::kExtParams) == 0) return &kParams;
  return nullptr;
}

constexpr const char* kFeatures[] = {"audio-effect", "stereo", nullptr};
constexpr clap::PluginDescriptor kDescriptor{
    clap::kVersion, "bench.raw-busy", "Raw Busy", "Bench", "", "", "", "1.0.0", "", kFeatures};

const clap::Plugin* create(const clap::PluginFactory*, const clap::Host*, const char* id) {
  if (std::strcmp(id, kDescriptor.id) != 0) return nullptr;
  auto* const raw = new Raw;
  clap::Plugin& plugin = raw->plugin;
  plugin.desc = &kDescriptor;
  plugin.plugin_data = raw;
  plugin.init = [](const clap::Plugin*) { return true; };
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
    [](const clap::PluginFactory*) -> std::uint32_t { return 1; },
    [](const clap::PluginFactory*, std::uint32_t index) {
      return index == 0 ? &kDescriptor : nullptr;
    },
    create};

}  // namespace

extern "C" __attribute__((visibility("default"))) const clap::PluginEntry clap_entry;
const clap::PluginEntry clap_entry = {clap::kVersion, [](const char*) { return true; }, [] {},
                                      [](const char* id) -> const void* {
                                        return clap::is_id_of<clap::PluginFactory>(id) ? &kFactory
                                                                                       : nullptr;
                                      }};
