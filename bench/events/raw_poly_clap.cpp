// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The sound of examples/poly_mod_synth on the CLAP interface and nothing else: 64 voices, notes by
// their keys, no modulation, no expressions. What is constant in a block is worked out once in it.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/query.hpp"

namespace {

namespace clap = attacca::clap;

constexpr double kTurn = 2.0 * std::numbers::pi;

struct Voice {
  bool is_active = false;
  bool is_released = false;
  std::int16_t key = 0;
  double velocity = 0.0;
  double phase = 0.0;
  double envelope = 0.0;
  double turns = 0.0;
};

struct Raw {
  clap::Plugin plugin{};
  std::array<Voice, 64> voices;
  std::size_t next = 0;
  double rate = 48000.0;
};

Raw& self(const clap::Plugin* plugin) {
  return *static_cast<Raw*>(plugin->plugin_data);
}

void apply(Raw& raw, const clap::EventHeader& header) {
  if (header.type != clap::EventType::note_on && header.type != clap::EventType::note_off) return;
  const auto& note = reinterpret_cast<const clap::EventNote&>(header);
  if (header.type == clap::EventType::note_off) {
    for (Voice& voice : raw.voices) {
      if (voice.is_active && voice.key == note.key) voice.is_released = true;
    }
    return;
  }
  Voice& voice = raw.voices[raw.next++ % raw.voices.size()];
  voice = {};
  voice.is_active = true;
  voice.key = note.key;
  voice.velocity = note.velocity;
  voice.turns = 440.0 * std::exp2((note.key - 69.0) / 12.0) / raw.rate;
}

void add_to(Voice& voice, float* const* out, std::uint32_t frames, double level, double attack,
            double decay) {
  const double step = voice.is_released ? -decay : attack;
  const double side = level * voice.velocity;
  constexpr double kTimbre = 0.25;
  for (std::uint32_t frame = 0; frame < frames; ++frame) {
    voice.envelope = std::clamp(voice.envelope + step, 0.0, 1.0);
    const double tone = voice.envelope * (std::sin(kTurn * voice.phase) +
                                          kTimbre * std::sin(2.0 * kTurn * voice.phase));
    out[0][frame] += static_cast<float>(side * tone);
    out[1][frame] += static_cast<float>(side * tone);
    voice.phase += voice.turns;
    voice.phase -= std::floor(voice.phase);
  }
  if (voice.is_released && voice.envelope == 0.0) voice.is_active = false;
}

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* process) {
  Raw& raw = self(plugin);
  const clap::InputEvents& events = *process->in_events;
  const std::uint32_t count = events.size(&events);
  for (std::uint32_t i = 0; i < count; ++i) apply(raw, *events.get(&events, i));
  float* const* const out = process->audio_outputs[0].data32;
  for (int channel = 0; channel < 2; ++channel) {
    std::memset(out[channel], 0, process->frames_count * sizeof(float));
  }
  const double level = std::pow(10.0, -18.0 / 20.0);
  const double attack = 1.0 / (0.005 * raw.rate);
  const double decay = 1.0 / (0.05 * raw.rate);
  for (Voice& voice : raw.voices) {
    if (voice.is_active) add_to(voice, out, process->frames_count, level, attack, decay);
  }
  return clap::ProcessStatus::continue_;
}

constexpr clap::PluginAudioPorts kPorts{
    [](const clap::Plugin*, bool is_input) -> std::uint32_t { return is_input ? 0 : 1; },
    [](const clap::Plugin*, std::uint32_t index, bool is_input, clap::AudioPortInfo* info) {
      if (index != 0 || is_input) return false;
      *info = {};
      std::strcpy(info->name, "Main");
      info->flags = clap::AudioPortFlags::is_main;
      info->channel_count = 2;
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

const void* get_extension(const clap::Plugin*, const char* id) {
  if (std::strcmp(id, clap::kExtAudioPorts) == 0) return &kPorts;
  if (std::strcmp(id, clap::kExtNotePorts) == 0) return &kNotePorts;
  return nullptr;
}

constexpr const char* kFeatures[] = {"instrument", "stereo", nullptr};
constexpr clap::PluginDescriptor kDescriptor{
    clap::kVersion, "bench.raw-poly", "Raw Poly", "Bench", "", "", "", "1.0.0", "", kFeatures};

const clap::Plugin* create(const clap::PluginFactory*, const clap::Host*, const char* id) {
  if (std::strcmp(id, kDescriptor.id) != 0) return nullptr;
  auto* const raw = new Raw;
  clap::Plugin& plugin = raw->plugin;
  plugin.desc = &kDescriptor;
  plugin.plugin_data = raw;
  plugin.init = [](const clap::Plugin*) { return true; };
  plugin.destroy = [](const clap::Plugin* p) { delete &self(p); };
  plugin.activate = [](const clap::Plugin* p, double rate, std::uint32_t, std::uint32_t) {
    self(p).rate = rate;
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
