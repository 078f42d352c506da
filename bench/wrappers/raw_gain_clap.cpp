// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A gain on the CLAP interface and nothing else.

#include <cstdio>
#include <cstring>

#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"
#include "raw_gain.hpp"

namespace {

namespace clap = attacca::clap;
using namespace raw_gain;

struct Raw {
  clap::Plugin plugin{};
  Gain gain;
  double decibels = 0.0;  // as the host set it last
};

Raw& self(const clap::Plugin* plugin) {
  return *static_cast<Raw*>(plugin->plugin_data);
}

void apply(Raw& raw, const clap::InputEvents& events) {
  const std::uint32_t count = events.size(&events);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto* const header = events.get(&events, i);
    if (header->space_id != clap::kCoreEventSpaceId) continue;
    if (header->type != clap::EventType::param_value) continue;
    const auto& event = *reinterpret_cast<const clap::EventParamValue*>(header);
    if (event.param_id == kGainId) {
      raw.decibels = event.value;
      raw.gain.set_decibels(event.value);
    } else if (event.param_id == kBypassId) {
      raw.gain.bypass = event.value >= 0.5;
    }
  }
}

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* process) {
  Raw& raw = self(plugin);
  if (kSilent) return clap::ProcessStatus::continue_;
  apply(raw, *process->in_events);
  raw.gain.process(process->audio_inputs[0].data32, process->audio_outputs[0].data32,
                   process->audio_outputs[0].channel_count, process->frames_count);
  return clap::ProcessStatus::continue_;
}

constexpr clap::PluginAudioPorts kPorts{
    [](const clap::Plugin*, bool) -> std::uint32_t { return 1; },
    [](const clap::Plugin*, std::uint32_t index, bool, clap::AudioPortInfo* info) {
      if (index != 0) return false;
      *info = {};
      std::strcpy(info->name, "Main");
      info->flags = clap::AudioPortFlags::is_main;
      info->channel_count = kChannels;
      info->port_type = clap::kPortStereo;
      info->in_place_pair = clap::kInvalidId;
      return true;
    }};

constexpr clap::PluginParams kParams{
    [](const clap::Plugin*) -> std::uint32_t { return 2; },
    [](const clap::Plugin*, std::uint32_t index, clap::ParamInfo* info) {
      *info = {};
      const bool is_gain = index == 0;
      info->id = is_gain ? kGainId : kBypassId;
      std::strcpy(info->name, is_gain ? "Gain" : "Bypass");
      info->min_value = is_gain ? kMinDecibels : 0.0;
      info->max_value = is_gain ? kMaxDecibels : 1.0;
      info->flags = clap::ParamInfoFlags::is_automatable;
      if (!is_gain) {
        info->flags |= clap::ParamInfoFlags::is_stepped | clap::ParamInfoFlags::is_bypass;
      }
      return index < 2;
    },
    [](const clap::Plugin* plugin, clap::Id id, double* value) {
      *value = id == kGainId ? self(plugin).decibels : self(plugin).gain.bypass ? 1.0 : 0.0;
      return id == kGainId || id == kBypassId;
    },
    [](const clap::Plugin*, clap::Id, double value, char* text, std::uint32_t size) {
      return std::snprintf(text, size, "%.2f", value) > 0;
    },
    [](const clap::Plugin*, clap::Id, const char* text, double* value) {
      return std::sscanf(text, "%lf", value) == 1;
    },
    [](const clap::Plugin* plugin, const clap::InputEvents* in, const clap::OutputEvents*) {
      apply(self(plugin), *in);
    }};

const void* get_extension(const clap::Plugin*, const char* id) {
  if (std::strcmp(id, clap::kExtAudioPorts) == 0) return &kPorts;
  if (std::strcmp(id, clap::kExtParams) == 0) return &kParams;
  return nullptr;
}

constexpr const char* kFeatures[] = {"audio-effect", "stereo", nullptr};
constexpr clap::PluginDescriptor kDescriptor{
    clap::kVersion, "bench.raw-gain", kName, "Bench", "", "", "", "1.0.0", "", kFeatures};

const clap::Plugin* create(const clap::PluginFactory*, const clap::Host*, const char* id) {
  if (std::strcmp(id, kDescriptor.id) != 0) return nullptr;
  auto* const raw = new Raw;
  clap::Plugin& plugin = raw->plugin;
  plugin.desc = &kDescriptor;
  plugin.plugin_data = raw;
  plugin.init = [](const clap::Plugin*) { return true; };
  plugin.destroy = [](const clap::Plugin* p) { delete &self(p); };
  plugin.activate = [](const clap::Plugin* p, double rate, std::uint32_t, std::uint32_t) {
    self(p).gain.prepare(rate);
    return true;
  };
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
