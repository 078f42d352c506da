// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"

namespace attacca::validate {

namespace {

constexpr std::uint32_t kBlock = 512;
constexpr std::uint32_t kMostLatency = 480000;
/// So long a plugin may take to fade.
constexpr std::size_t kFade = 9600;

const host::ParameterInfo& need_bypass(CheckContext& context,
                                       const host::PluginInstance& instance) {
  need_audio_effect(context, instance);
  for (const host::ParameterInfo& info : instance.parameters()) {
    if (info.is_bypass) return info;
  }
  context.skip("the plugin has no bypass parameter");
}

/// Input and output of the main ports, channel by channel.
struct Heard {
  Rendering in;
  Rendering out;
};

void play(Playback& playback, Heard& heard, std::uint32_t frames,
          std::span<const host::ParameterEdit> edits = {}) {
  (void)playback.run(frames, edits);
  const auto add = [](Rendering& to, std::size_t channel, std::span<const float> samples) {
    if (to.size() <= channel) to.resize(channel + 1);
    to[channel].insert(to[channel].end(), samples.begin(), samples.end());
  };
  for (std::size_t c = 0; c < playback.input_channels(0); ++c) {
    add(heard.in, c, playback.input(0, c));
  }
  for (std::size_t c = 0; c < playback.output_channels(0); ++c) {
    add(heard.out, c, playback.output(0, c));
  }
}

void is_the_delayed_input(CheckContext& context) {
  const auto instance = context.create();
  const host::ParameterInfo bypass = need_bypass(context, *instance);
  if (instance->ports().inputs[0].channel_count != instance->ports().outputs[0].channel_count) {
    context.skip("the plugin has not as many outputs as inputs");
  }
  context.require(instance->set_parameter(bypass.id, bypass.maximum), "the bypass cannot be set");
  context.start(*instance, 48000.0, kBlock);
  const std::uint32_t latency = instance->latency();
  if (latency > kMostLatency) context.skip("the reported latency is longer than ten seconds");
  Playback playback(*instance, kBlock);
  Heard heard;
  for (const std::uint32_t size : {512u, 1u, 511u, 37u, 256u}) play(playback, heard, size);
  while (heard.in[0].size() < latency + 2 * kFade) play(playback, heard, kBlock);
  for (std::size_t c = 0; c < heard.in.size(); ++c) {
    for (std::size_t i = latency + kFade; i < heard.in[c].size(); ++i) {
      const float wanted = heard.in[c][i - latency];
      if (std::abs(heard.out[c][i] - wanted) <= 1e-4f) continue;
      context.fail("bypassed, with a latency of " + frames_text(latency) + ", frame " +
                   std::to_string(i) + " of channel " + std::to_string(c) + " is " +
                   text_of(static_cast<double>(heard.out[c][i])) + " instead of " +
                   text_of(static_cast<double>(wanted)) + ", the input that long before");
      return;
    }
  }
}

/// The largest step from one sample to the next in [from, to).
double steepest(const Rendering& heard, std::size_t from, std::size_t to) {
  double steepest = 0.0;
  for (const auto& channel : heard) {
    for (std::size_t i = std::max<std::size_t>(from, 1); i < std::min(to, channel.size()); ++i) {
      const double step = static_cast<double>(channel[i]) - static_cast<double>(channel[i - 1]);
      steepest = std::max(steepest, std::abs(step));
    }
  }
  return steepest;
}

void does_not_click(CheckContext& context) {
  const auto instance = context.create();
  const host::ParameterInfo bypass = need_bypass(context, *instance);
  context.start(*instance, 48000.0, kBlock);
  const std::uint32_t latency = instance->latency();
  if (latency > kMostLatency) context.skip("the reported latency is longer than ten seconds");
  Playback playback(*instance, kBlock);
  playback.signal = Signal::sine;
  Heard heard;
  const auto settle = [&] {
    const std::size_t until = heard.in.empty() ? 0 : heard.in[0].size();
    do {
      play(playback, heard, kBlock);
    } while (heard.in[0].size() < until + latency + kFade);
  };
  settle();
  settle();
  double before = steepest(heard.out, heard.in[0].size() - kFade / 2, heard.in[0].size());
  // At several moments of the sine: some switches are not heard by chance.
  for (int i = 0; i < 8; ++i) {
    const bool is_on = i % 2 == 0;
    play(playback, heard, static_cast<std::uint32_t>(101 + 61 * i));
    const std::size_t at = heard.in[0].size();
    const host::ParameterEdit edit =
        instance->edit(bypass.id, is_on ? bypass.maximum : bypass.minimum, 0);
    play(playback, heard, kBlock, {&edit, 1});
    settle();
    const std::size_t end = heard.in[0].size();
    const double after = steepest(heard.out, end - kFade / 2, end);
    const double click = steepest(heard.out, at, end);
    const double usual = std::max(before, after);
    before = after;
    if (click <= 1.5 * usual + 0.005) continue;
    context.fail(std::string("switched ") + (is_on ? "on" : "off") +
                 " while a sine plays, the bypass jumps by " + text_of(click) +
                 " from one sample to the next; before and after it is " + text_of(usual) +
                 " at most");
    return;
  }
}

constexpr std::array kChecks = {
    Check{"latency.bypass-keeps-it",
          "a bypassed effect with as many outputs as inputs puts out its input, as late as its "
          "latency says",
          "CLAP: params.h, CLAP_PARAM_IS_BYPASS; VST3: ParameterInfo::kIsBypass; hosts go on "
          "compensating",
          is_the_delayed_input},
    Check{"latency.bypass-without-click", "a bypass that is switched while sound plays fades",
          "a jump from one sample to the next is heard as a click", does_not_click,
          Severity::warning},
};

}  // namespace

std::span<const Check> bypass_checks() {
  return kChecks;
}

}  // namespace attacca::validate
