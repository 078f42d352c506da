// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>

#include "host/plugin/track_info.hpp"
#include "host/vst3/saved_state.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/twins/transcript.hpp"
#include "trial/validate/twins/twins.hpp"

namespace attacca::validate {

namespace {

/// Exactly, so that equal texts are equal numbers.
std::string exact(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

std::string yes_or_no(bool value) {
  return value ? "yes" : "no";
}

std::string key_of(const host::ParameterInfo& parameter) {
  return "parameter " + std::to_string(parameter.id);
}

/// Where in its range the parameter is now.
std::string position_of(host::PluginInstance& instance, const host::ParameterInfo& parameter) {
  const auto value = instance.parameter_value(parameter.id);
  if (!value) return "unknown";
  return position_text(instance.edit(parameter.id, *value, 0).normalized);
}

/// Without what VST3 alone needs to carry MIDI controllers and to choose a preset.
std::vector<host::ParameterInfo> own_parameters(const host::PluginInstance& instance) {
  std::vector<host::ParameterInfo> own;
  for (const host::ParameterInfo& parameter : instance.parameters()) {
    if (!parameter.is_midi_controller && !parameter.is_program_change) own.push_back(parameter);
  }
  return own;
}

void write_positions(CheckContext& context, host::PluginInstance& instance,
                     const std::string& when) {
  for (const host::ParameterInfo& parameter : own_parameters(instance)) {
    write(context, key_of(parameter) + " " + when, position_of(instance, parameter));
  }
}

/// A place that the parameter has: between two steps, formats and plugins divide the range as they
/// like, by equal shares or by the nearest step, and only some hosts go there.
double place_in(const host::ParameterInfo& parameter, double place) {
  const double steps = parameter.step_count;
  return steps > 0.0 ? std::round(place * steps) / steps : place;
}

/// Sets every parameter that can be set to a place in its range that depends on the seed alone.
void scatter(CheckContext& context, host::PluginInstance& instance) {
  for (const host::ParameterInfo& parameter : own_parameters(instance)) {
    const double place = place_in(parameter, static_cast<double>(context.pick(0, 1000)) / 1000.0);
    if (parameter.is_read_only || parameter.is_bypass) continue;
    context.require(instance.set_parameter(parameter.id, instance.plain_value(parameter.id, place)),
                    "not set");
  }
}

void identity(CheckContext& context) {
  const host::PluginDescription& plugin = context.subject().plugin;
  write(context, "identity.name", plugin.name);
  write(context, "identity.vendor", plugin.vendor);
  write(context, "identity.version", plugin.version);
  write(context, "identity.id", plugin.id);
  std::string features;
  for (const std::string& feature : plugin.features) features += feature + " ";
  write(context, "identity.features", features);
  const auto instance = context.create();
  write(context, "has an editor", yes_or_no(instance->has_editor()));
  write(context, "has a state", yes_or_no(instance->has_state()));
  write(context, "can receive track info", yes_or_no(!instance->track_info_way().empty()));
}

void ports(CheckContext& context) {
  const auto instance = context.create();
  const auto list = [&](const char* side, const std::vector<host::PortInfo>& ports) {
    const std::string key = std::string("ports.") + side;
    write(context, key, std::to_string(ports.size()));
    for (std::size_t i = 0; i < ports.size(); ++i) {
      const std::string port = key + " " + std::to_string(i);
      write(context, port + " name", ports[i].name);
      write(context, port + " channels", std::to_string(ports[i].channel_count));
      write(context, port + " main", yes_or_no(ports[i].is_main));
    }
  };
  list("in", instance->ports().inputs);
  list("out", instance->ports().outputs);
  write(context, "ports.notes in", std::to_string(instance->ports().note_inputs.size()));
  write(context, "ports.notes out", std::to_string(instance->ports().note_outputs.size()));
}

/// What a host shows: VST3 hosts put the unit behind the text themselves.
std::string shown_text(CheckContext& context, host::PluginInstance& instance,
                       const host::ParameterInfo& parameter, double place) {
  auto text = instance.value_to_text(parameter.id, instance.plain_value(parameter.id, place));
  if (!text) return "no text";
  if (!context.is_clap() && !parameter.unit.empty()) *text += " " + parameter.unit;
  return *text;
}

void parameters(CheckContext& context) {
  const auto instance = context.create();
  write(context, "parameters", std::to_string(own_parameters(*instance).size()));
  std::size_t place = 0;
  for (const host::ParameterInfo& parameter : own_parameters(*instance)) {
    const std::string key = key_of(parameter);
    write(context, key + ".place", std::to_string(place++));
    write(context, key + ".name", parameter.name);
    write(context, key + ".module", parameter.module);
    write(context, key + ".unit", parameter.unit);
    write(context, key + ".range", exact(parameter.minimum) + " to " + exact(parameter.maximum));
    write(context, key + ".default",
          position_text(instance->edit(parameter.id, parameter.default_value, 0).normalized));
    write(context, key + ".steps", std::to_string(parameter.step_count));
    write(context, key + ".automatable", yes_or_no(parameter.is_automatable));
    write(context, key + ".read-only", yes_or_no(parameter.is_read_only));
    write(context, key + ".bypass", yes_or_no(parameter.is_bypass));
    write(context, key + ".hidden", yes_or_no(parameter.is_hidden));
    for (const double at : {0.0, 0.125, 0.25, 0.5, 0.75, 1.0}) {
      write(context, key + ".shown at " + exact(at),
            shown_text(context, *instance, parameter, place_in(parameter, at)));
    }
  }
  write_positions(context, *instance, "at first");
}

/// Noise through automation of everything that may be automated, block by block. What may not be
/// can take its time: a plugin that makes something in the background for it has it at no certain
/// frame.
void play(CheckContext& context, double rate, std::span<const std::uint32_t> sizes, bool in_place,
          const std::string& key) {
  const auto instance = context.create_processing(rate, 512);
  Playback playback(*instance, 512, context.pick(0, 1'000'000));
  playback.in_place = in_place;
  playback.sample_rate = rate;
  for (std::size_t block = 0; block < 40; ++block) {
    const std::uint32_t frames = sizes[block % sizes.size()];
    std::vector<host::ParameterEdit> edits;
    for (const host::ParameterInfo& parameter : own_parameters(*instance)) {
      const bool wants = context.pick(0, 3) == 0;
      const auto frame = static_cast<std::uint32_t>(context.pick(0, frames - 1));
      const double place = place_in(parameter, static_cast<double>(context.pick(0, 1000)) / 1000.0);
      if (!wants || !parameter.is_automatable || parameter.is_read_only || parameter.is_bypass)
        continue;
      edits.push_back(
          instance->edit(parameter.id, instance->plain_value(parameter.id, place), frame));
    }
    std::sort(edits.begin(), edits.end(),
              [](const auto& one, const auto& two) { return one.frame < two.frame; });
    playback.run(frames, edits);
    write(context, key + " block " + std::to_string(block), fingerprint(playback));
  }
  context.loop().run_once(std::chrono::milliseconds(0));
  write_positions(context, *instance, "after " + key);
  instance->stop_processing();
}

void audio(CheckContext& context) {
  constexpr std::array<std::uint32_t, 1> kEven = {kTwinFrames};
  constexpr std::array<std::uint32_t, 5> kOdd = {1, 511, 37, 128, 300};
  play(context, 48000.0, kEven, false, "audio");
  play(context, 44100.0, kOdd, false, "audio in odd blocks");
  play(context, 96000.0, kEven, true, "audio in place");
}

void doubles(CheckContext& context) {
  const auto instance = context.create();
  instance->set_doubles(true);
  context.start(*instance);
  write(context, "plays 64-bit samples", yes_or_no(instance->plays_doubles()));
  if (!instance->plays_doubles()) return;
  Playback playback(*instance, kTwinFrames, 11);
  for (int block = 0; block < 12; ++block) {
    playback.run(kTwinFrames);
    write(context, "64-bit block " + std::to_string(block), fingerprint(playback));
  }
  instance->stop_processing();
}

void bypass(CheckContext& context) {
  const auto instance = context.create_processing();
  Playback playback(*instance, kTwinFrames, 7);
  for (const host::ParameterInfo& parameter : own_parameters(*instance)) {
    if (!parameter.is_bypass) continue;
    for (int block = 0; block < 12; ++block) {
      const double place = block >= 4 && block < 8 ? 1.0 : 0.0;
      const host::ParameterEdit edit =
          instance->edit(parameter.id, instance->plain_value(parameter.id, place), 0);
      playback.run(kTwinFrames, {&edit, 1});
      write(context, "bypass block " + std::to_string(block), fingerprint(playback));
    }
  }
  instance->stop_processing();
}

void signals(CheckContext& context) {
  constexpr std::array kSignals = {
      std::pair(Signal::silence, "silence"), std::pair(Signal::constant, "direct current"),
      std::pair(Signal::loud_noise, "loud noise"), std::pair(Signal::denormals, "denormals")};
  for (const auto& [signal, name] : kSignals) {
    const auto instance = context.create_processing();
    Playback playback(*instance, kTwinFrames, 3);
    playback.signal = signal;
    playback.flags_silence = signal == Signal::silence;
    for (int block = 0; block < 8; ++block) playback.run(kTwinFrames);
    write(context, name, fingerprint(playback));
    instance->reset();
    playback.run(kTwinFrames);
    write(context, std::string(name) + " after reset", fingerprint(playback));
    instance->stop_processing();
  }
}

std::string text_of(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte each : bytes) {
    const auto letter = static_cast<unsigned char>(each);
    char hex[8];
    std::snprintf(hex, sizeof hex, "\\x%02x", letter);
    if (letter >= 0x20 && letter < 0x7f) {
      text += static_cast<char>(letter);
    } else {
      text += hex;
    }
    if (text.size() > 4000) return text + "…";
  }
  return text;
}

void state(CheckContext& context) {
  const auto instance = context.create();
  if (!instance->has_state()) return;
  const auto save = [&](host::PluginInstance& from) {
    return context.require(from.save_state(), "no state");
  };
  const auto shown = [&](const std::vector<std::byte>& bytes) {
    return context.is_clap() ? text_of(bytes) : text_of(host::unpack_state(bytes).component);
  };
  write(context, "state at first", shown(save(*instance)));
  scatter(context, *instance);
  // VST3 processors hear of edits in a block only.
  context.require(instance->activate(48000.0, kTwinFrames), "not activated");
  context.require(instance->start_processing(), "not processing");
  Playback playback(*instance, kTwinFrames);
  playback.run(kTwinFrames);
  const auto bytes = save(*instance);
  write(context, "state after edits", shown(bytes));
  instance->stop_processing();
  const auto other = context.create();
  write(context, "state is loaded", yes_or_no(other->load_state(bytes).has_value()));
  write_positions(context, *other, "after the state was loaded");
  write(context, "state saved again", shown(save(*other)));
  for (const std::size_t cut : {std::size_t{0}, bytes.size() / 2}) {
    const auto part = std::span(bytes).first(cut);
    const bool is_loaded = other->load_state(part).has_value();
    // In which place the cut is depends on the format, so only what comes of it counts.
    write(context, "cut state is refused: " + std::string(cut == 0 ? "all" : "half"),
          yes_or_no(!is_loaded));
    write_positions(context, *other,
                    "after a cut state, " + std::string(cut == 0 ? "all" : "half"));
  }
}

void latency(CheckContext& context) {
  for (const double rate : {44100.0, 48000.0, 192000.0}) {
    const auto instance = context.create_processing(rate, 256);
    const std::string at = " at " + exact(rate) + " Hz";
    write(context, "latency" + at, std::to_string(instance->latency()));
    write(context, "tail" + at, std::to_string(instance->tail()));
    instance->stop_processing();
  }
}

/// Names, colours and roles; each is sent, then a block is played, then what the plugin reports by
/// its output parameters is written down.
void track(CheckContext& context) {
  const auto instance = context.create_processing();
  if (instance->track_info_way().empty()) return;
  Playback playback(*instance, kTwinFrames);
  constexpr std::array<const char*, 6> kNames = {"Lead Vox",  "リードボーカル", "",
                                                 "صوت رئيسي", "🎸 Guitar 🎸",   "Lead Vox"};
  std::uint8_t shade = 0;
  std::size_t number = 0;
  host::TrackInfo info;
  for (const char* const name : kNames) {
    info.name = name;
    info.color = host::Color{shade, static_cast<std::uint8_t>(255 - shade), 80, 255};
    shade = static_cast<std::uint8_t>(shade + 40);
    const bool was_sent = instance->send_track_info({info, false, {}});
    playback.run(kTwinFrames);
    context.loop().run_once(std::chrono::milliseconds(0));
    const std::string when = "sent " + std::to_string(number++);
    write(context, when, yes_or_no(was_sent));
    for (const host::ParameterInfo& parameter : own_parameters(*instance)) {
      if (!parameter.is_read_only || !parameter.name.starts_with("Audio: ")) continue;
      write(context, key_of(parameter) + " " + when, position_of(*instance, parameter));
    }
  }
  instance->stop_processing();
}

constexpr std::array kScenarios = {
    Check{"twins.identity", "both say the same of themselves", "", identity},
    Check{"twins.ports", "both have the same ports", "", ports},
    Check{"twins.parameters", "both have the same parameters with the same texts", "", parameters},
    Check{"twins.audio", "both sound the same, bit for bit, under automation", "", audio},
    Check{"twins.doubles", "both take 64-bit samples or neither, and sound the same by them", "",
          doubles},
    Check{"twins.notes", "both play notes alike, and send the same ones", "", twin_notes},
    Check{"twins.bypass", "both bypass alike", "", bypass},
    Check{"twins.signals", "both treat odd signals alike", "", signals},
    Check{"twins.state", "both save the same state and load it alike", "", state},
    Check{"twins.presets", "both have the same presets, which set the same", "", twin_presets},
    Check{"twins.cross-load", "each loads what the other has saved", "", twin_cross_load},
    Check{"twins.latency", "both report the same latency and tail", "", latency},
    Check{"twins.track", "both see the same of their track", "", track},
};

}  // namespace

std::span<const Check> twin_scenarios() {
  return kScenarios;
}

}  // namespace attacca::validate
