// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"
#include "trial/validate/parameters/parameters_checks.hpp"
#include "trial/validate/rendering.hpp"
#include "trial/validate/settings.hpp"

namespace attacca::validate {

namespace {

void bypass_passes_through(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_effect(context, *instance);
  const auto& all = instance->parameters();
  const auto bypass = std::find_if(all.begin(), all.end(),
                                   [](const host::ParameterInfo& info) { return info.is_bypass; });
  if (bypass == all.end()) context.skip("the plugin has no bypass parameter");
  Playback playback(*instance, 512);
  if (playback.output_ports() == 0 || playback.input_channels(0) != playback.output_channels(0)) {
    context.skip("as many channels must go in as come out");
  }
  apply(context, *instance, playback, {{bypass->id, bypass->maximum}});
  // Fades are over, and tails as well.
  (void)render(playback, 48000);
  const std::uint32_t latency = instance->latency();
  std::vector<std::vector<float>> played(playback.input_channels(0));
  std::vector<std::vector<float>> heard(played.size());
  for (std::size_t frames = 0; frames < 4096 + std::size_t{latency}; frames += 512) {
    (void)playback.run(512);
    for (std::size_t c = 0; c < played.size(); ++c) {
      const auto in = playback.input(0, c);
      const auto out = playback.output(0, c);
      played[c].insert(played[c].end(), in.begin(), in.end());
      heard[c].insert(heard[c].end(), out.begin(), out.end());
    }
  }
  for (std::size_t c = 0; c < played.size(); ++c) {
    heard[c].erase(heard[c].begin(), heard[c].begin() + latency);
    played[c].resize(heard[c].size());
  }
  const SoundDifference found = difference(played, heard);
  context.expect(found.largest <= 2.5e-4,
                 "a second after " + name_of(*bypass) + " was switched on, with a latency of " +
                     frames_text(latency) + ", the output is not the input: " + to_text(found));
}

/// Plays noise with these settings; whether everything stays finite.
bool plays_finite(CheckContext& context, host::PluginInstance& instance, Playback& playback,
                  const Settings& settings, const std::string& what) {
  context.step("playing with " + what);
  apply(context, instance, playback, settings);
  for (int i = 0; i < 6; ++i) {
    (void)playback.run(512);
    if (!expect_clean(context, playback, "with " + what)) return false;
  }
  return true;
}

void extremes_are_finite(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  Settings low;
  Settings high;
  Settings normal;
  for (const host::ParameterInfo& info : settable(*instance)) {
    low.emplace_back(info.id, info.minimum);
    high.emplace_back(info.id, info.is_bypass ? info.minimum : info.maximum);
    normal.emplace_back(info.id, info.default_value);
  }
  if (!plays_finite(context, *instance, playback, low, "every parameter at its minimum") ||
      !plays_finite(context, *instance, playback, high, "every parameter at its maximum") ||
      !plays_finite(context, *instance, playback, normal, "every parameter at its default")) {
    return;
  }
  // One by one, with the others at their defaults.
  for (const host::ParameterInfo& info : some_settable(*instance, 40)) {
    for (const double value : {info.minimum, info.maximum}) {
      (void)instance->set_parameter(info.id, value);
      (void)playback.run(512);
      (void)playback.run(512);
      if (!expect_clean(context, playback, "with " + name_of(info) + " at " + text_of(value))) {
        return;
      }
    }
    (void)instance->set_parameter(info.id, info.default_value);
  }
}

void random_settings_are_finite(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  for (int round = 0; round < 16; ++round) {
    const Settings settings = random_settings(context, *instance, true);
    playback.signal = round % 4 == 3 ? Signal::sine : Signal::noise;
    if (!plays_finite(context, *instance, playback, settings,
                      "random values, round " + std::to_string(round))) {
      std::string values;
      for (std::size_t i = 0; i < std::min<std::size_t>(settings.size(), 40); ++i) {
        values += (i == 0 ? "" : ", ") + std::to_string(settings[i].first) + " = " +
                  text_of(settings[i].second);
      }
      context.note("the values by id: " + values);
      return;
    }
    const auto outside = first_out_of_range(*instance, reported_settings(context, *instance));
    if (!context.expect(outside.empty(), "random values were set; now " + outside)) return;
  }
}

void storm_of_edits(CheckContext& context) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  need_audio_output(context, *instance);
  Playback playback(*instance, 512);
  const auto parameters = some_settable(*instance, 64);
  std::vector<host::ParameterEdit> edits;
  for (int block = 0; block < 30; ++block) {
    const auto frames = static_cast<std::uint32_t>(context.pick(1, 512));
    edits.clear();
    for (std::uint64_t i = context.pick(0, 20); i > 0; --i) {
      const auto& info = parameters[context.pick(0, parameters.size() - 1)];
      edits.push_back(instance->edit(info.id, random_value(context, info),
                                     static_cast<std::uint32_t>(context.pick(0, frames - 1))));
    }
    std::sort(edits.begin(), edits.end(),
              [](const auto& a, const auto& b) { return a.frame < b.frame; });
    (void)playback.run(frames, edits);
    instance->pump();
    if (!expect_clean(context, playback,
                      "block " + std::to_string(block) + " of " + frames_text(frames) + " with " +
                          std::to_string(edits.size()) + " random edits")) {
      return;
    }
  }
}

constexpr std::array kChecks = {
    Check{"parameters.bypass-passes-through",
          "with the bypass on, the output is the input, delayed by the latency",
          "CLAP: params.h, IS_BYPASS; VST3: kIsBypass", bypass_passes_through, Severity::warning},
    Check{"parameters.extremes", "minimum and maximum of every parameter give finite output",
          "users turn knobs to the end; CLAP: params.h; VST3: ParameterInfo", extremes_are_finite},
    Check{"parameters.random-values", "random values of all parameters give finite output",
          "clap-validator and pluginval: parameter fuzzing", random_settings_are_finite},
    Check{"parameters.edit-storm", "blocks full of edits at any frame are played whole and finite",
          "CLAP: events.h; VST3: IParameterChanges; dense automation", storm_of_edits},
};

}  // namespace

std::span<const Check> parameter_sound_checks() {
  return kChecks;
}

}  // namespace attacca::validate
