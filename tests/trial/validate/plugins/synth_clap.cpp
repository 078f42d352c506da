// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A synthesizer on the raw CLAP interface: one square wave for each key of each channel that is on.
// The environment variable SYNTH says what is wrong with it; unset, it is right.

#include <array>
#include <bitset>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/ext/audio_ports.hpp"
#include "abi/clap/ext/note_ports.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/port_type.hpp"
#include "abi/clap/process.hpp"

namespace {

namespace clap = attacca::clap;

bool is(const char* fault) {
  const char* const chosen = std::getenv("SYNTH");
  return chosen != nullptr && std::strcmp(chosen, fault) == 0;
}

struct Synth {
  clap::Plugin plugin{};
  std::bitset<16 * 128> on;
  std::array<std::int32_t, 16 * 128> ids{};
  bool forgets_choked = is("forgets-choked");
  bool ends_twice = is("ends-twice");
  bool knows_no_wildcards = is("knows-no-wildcards");
  bool takes_any_key = is("takes-any-key");
  bool had_impossible_key = false;
  std::uint64_t frame = 0;
  bool is_silent = is("silent");
  bool hangs = is("hangs");
  bool keeps_on_reset = is("keeps-on-reset");
  bool counts_notes = is("counts-notes");
  bool only_middle = is("only-middle");
  int count = 0;
};

Synth& self(const clap::Plugin* plugin) {
  return *static_cast<Synth*>(plugin->plugin_data);
}

/// Says that a voice is silent now.
void report_end(const Synth& synth, const clap::Process& block, std::size_t voice,
                std::uint32_t time) {
  clap::EventNote end{};
  end.header = {sizeof end, time, clap::kCoreEventSpaceId, clap::EventType::note_end, {}};
  end.note_id = synth.ids[voice];
  end.channel = static_cast<std::int16_t>(voice / 128);
  end.key = static_cast<std::int16_t>(voice % 128);
  (void)block.out_events->try_push(block.out_events, &end.header);
}

void play(Synth& synth, const clap::Process& block, const clap::EventHeader& header) {
  const bool is_on = header.type == clap::EventType::note_on;
  const bool is_choke = header.type == clap::EventType::note_choke;
  if (!is_on && !is_choke && header.type != clap::EventType::note_off) return;
  const auto& note = reinterpret_cast<const clap::EventNote&>(header);
  if (synth.hangs && !is_on) return;
  if (is_on && note.key >= 128) synth.had_impossible_key = true;
  synth.count += is_on ? 1 : -1;
  const auto agrees = [&](int wanted, int is) {
    return wanted == is || (wanted == -1 && !synth.knows_no_wildcards);
  };
  for (int channel = 0; channel < 16; ++channel) {
    for (int key = 0; key < 128; ++key) {
      if (!agrees(note.channel, channel) || !agrees(note.key, key)) continue;
      const auto voice = static_cast<std::size_t>(channel * 128 + key);
      if (synth.on[voice] && !(is_choke && synth.forgets_choked)) {
        report_end(synth, block, voice, header.time);
        if (synth.ends_twice) report_end(synth, block, voice, header.time);
      }
      synth.on[voice] = is_on;
      if (is_on) synth.ids[voice] = note.note_id;
    }
  }
}

float sample(Synth& synth) {
  ++synth.frame;
  // One that reads behind its table of frequencies.
  if (synth.takes_any_key && synth.had_impossible_key) {
    return std::numeric_limits<float>::quiet_NaN();
  }
  if (synth.is_silent || synth.on.none()) return 0.0f;
  // One that counts notes makes nonsense of one that ends without having begun.
  if (synth.counts_notes && synth.count < 0) return std::numeric_limits<float>::infinity();
  if (synth.only_middle && (synth.on[0] || synth.on[127])) {
    return std::numeric_limits<float>::quiet_NaN();
  }
  return synth.frame % 100 < 50 ? 0.1f : -0.1f;
}

clap::ProcessStatus process(const clap::Plugin* plugin, const clap::Process* block) {
  Synth& synth = self(plugin);
  const std::uint32_t events = block->in_events->size(block->in_events);
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i < block->frames_count; ++i) {
    for (; next < events; ++next) {
      const clap::EventHeader* const event = block->in_events->get(block->in_events, next);
      if (event->time > i) break;
      if (event->space_id == clap::kCoreEventSpaceId) play(synth, *block, *event);
    }
    const float value = sample(synth);
    for (int channel = 0; channel < 2; ++channel) {
      block->audio_outputs[0].data32[channel][i] = value;
    }
  }
  return clap::ProcessStatus::continue_;
}

constexpr clap::PluginAudioPorts kAudioPorts{
    [](const clap::Plugin*, bool is_input) { return std::uint32_t{is_input ? 0u : 1u}; },
    [](const clap::Plugin*, std::uint32_t, bool is_input, clap::AudioPortInfo* info) {
      if (is_input) return false;
      *info = {};
      info->channel_count = 2;
      info->flags = clap::AudioPortFlags::is_main;
      info->port_type = clap::kPortStereo;
      info->in_place_pair = clap::kInvalidId;
      return true;
    }};
constexpr clap::PluginNotePorts kNotePorts{
    [](const clap::Plugin*, bool is_input) { return std::uint32_t{is_input ? 1u : 0u}; },
    [](const clap::Plugin*, std::uint32_t, bool is_input, clap::NotePortInfo* info) {
      if (!is_input) return false;
      *info = {};
      info->supported_dialects = clap::NoteDialect::clap;
      info->preferred_dialect = clap::NoteDialect::clap;
      return true;
    }};

const void* extension(const clap::Plugin*, const char* id) {
  if (std::strcmp(id, clap::kExtAudioPorts) == 0) return &kAudioPorts;
  if (std::strcmp(id, clap::kExtNotePorts) == 0) return &kNotePorts;
  return nullptr;
}

constexpr const char* kFeatures[] = {"instrument", "stereo", nullptr};
const clap::PluginDescriptor kDescriptor = [] {
  clap::PluginDescriptor descriptor{};
  descriptor.clap_version = {1, 2, 0};
  descriptor.id = "org.attacca.test.synth";
  descriptor.name = "Synth";
  descriptor.vendor = "Attacca";
  descriptor.version = "1";
  descriptor.features = kFeatures;
  return descriptor;
}();

const clap::Plugin* create(const clap::PluginFactory*, const clap::Host*, const char*) {
  auto* const synth = new Synth;
  clap::Plugin& plugin = synth->plugin;
  plugin.desc = &kDescriptor;
  plugin.plugin_data = synth;
  plugin.init = [](const clap::Plugin*) { return true; };
  plugin.destroy = [](const clap::Plugin* it) { delete &self(it); };
  plugin.activate = [](const clap::Plugin* it, double, std::uint32_t, std::uint32_t) {
    if (!self(it).keeps_on_reset) self(it).on.reset();
    return true;
  };
  plugin.deactivate = [](const clap::Plugin*) {};
  plugin.start_processing = [](const clap::Plugin*) { return true; };
  plugin.stop_processing = [](const clap::Plugin*) {};
  plugin.reset = [](const clap::Plugin* it) {
    if (!self(it).keeps_on_reset) self(it).on.reset();
  };
  plugin.process = process;
  plugin.get_extension = extension;
  plugin.on_main_thread = [](const clap::Plugin*) {};
  return &plugin;
}

const clap::PluginFactory kFactory = {
    [](const clap::PluginFactory*) { return std::uint32_t{1}; },
    [](const clap::PluginFactory*, std::uint32_t) { return &kDescriptor; },
    create,
};

}  // namespace

extern "C" __attribute__((visibility("default"))) const clap::PluginEntry clap_entry = {
    {1, 2, 0},
    [](const char*) { return true; },
    [] {},
    [](const char*) -> const void* { return &kFactory; },
};
