// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cmath>
#include <string>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"
#include "trial/validate/settings.hpp"

namespace attacca::validate {

namespace {

void activate(CheckContext& context, host::PluginInstance& instance, double rate = 48000.0) {
  context.start(instance, rate);
}

void deactivate(host::PluginInstance& instance) {
  instance.stop_processing();
  instance.deactivate();
}

/// Whether the plugin asks for a restart, given the time that it may take to.
bool asks_for_restart(CheckContext& context, host::PluginInstance& instance) {
  return context.turn_loop_until([&instance] {
    instance.pump();
    return instance.wants_restart();
  });
}

void says_the_same_again(CheckContext& context) {
  const auto instance = context.create();
  activate(context, *instance);
  const std::uint32_t first = instance->latency();
  for (int i = 0; i < 4; ++i) {
    Playback playback(*instance, 512);
    for (int block = 0; block < 8; ++block) (void)playback.run(512);
    context.expect(instance->latency() == first || asks_for_restart(context, *instance),
                   "without a change of any parameter, the latency went from " +
                       frames_text(first) + " to " + std::to_string(instance->latency()));
    deactivate(*instance);
    if (i == 1) {
      activate(context, *instance, 96000.0);
      (void)instance->latency();
      deactivate(*instance);
    }
    activate(context, *instance);
    if (!context.expect(instance->latency() == first,
                        "activated in the same way again, the latency is " +
                            frames_text(instance->latency()) + " instead of " +
                            std::to_string(first))) {
      return;
    }
  }
}

void is_bounded(CheckContext& context) {
  const auto instance = context.create();
  for (const double rate : {44100.0, 48000.0, 96000.0}) {
    activate(context, *instance, rate);
    const std::uint32_t latency = instance->latency();
    context.expect(latency <= 10 * rate, "at " + text_of(rate) + " Hz the latency is " +
                                             frames_text(latency) + ", more than ten seconds");
    deactivate(*instance);
  }
}

void is_what_is_heard(CheckContext& context) {
  const auto instance = context.create_processing();
  need_audio_effect(context, *instance);
  const std::uint32_t latency = instance->latency();
  if (latency > 480000) context.skip("the reported latency is longer than ten seconds");
  Playback playback(*instance, 512);
  playback.signal = Signal::impulse;
  const Rendering out = render(playback, std::size_t{latency} + 48000);
  // Only where the output is the delayed input: one sample holds nearly all of the energy.
  double energy = 0.0;
  double highest = 0.0;
  std::size_t place = 0;
  for (std::size_t frame = 0; frame < out[0].size(); ++frame) {
    const double power = static_cast<double>(out[0][frame]) * static_cast<double>(out[0][frame]);
    energy += power;
    if (power > highest) {
      highest = power;
      place = frame;
    }
  }
  if (!(energy > 1e-8) || highest < 0.98 * energy) {
    context.skip("the output is not the delayed input");
  }
  context.expect(place == latency, "an impulse came out " + frames_text(place) +
                                       " later, but the reported latency is " +
                                       std::to_string(latency));
}

void changes_ask_for_a_restart(CheckContext& context) {
  const auto instance = context.create();
  need_settable(context, *instance);
  activate(context, *instance);
  for (const host::ParameterInfo& info : some_settable(*instance, 64)) {
    for (const double value : {info.maximum, info.minimum, info.default_value}) {
      // What was asked for late, after the last value, is granted before the next.
      if (instance->wants_restart()) {
        deactivate(*instance);
        instance->clear_restart();
        activate(context, *instance);
      }
      const std::uint32_t before = instance->latency();
      Playback playback(*instance, 512);
      (void)instance->set_parameter(info.id, value);
      for (int i = 0; i < 4; ++i) (void)playback.run(256);
      context.loop().run_once(std::chrono::milliseconds(0));
      instance->pump();
      if (instance->latency() == before || asks_for_restart(context, *instance)) continue;
      context.fail(name_of(info) + " set to " + text_of(value) + " changed the latency from " +
                   std::to_string(before) + " to " + frames_text(instance->latency()) +
                   ", and the host was not asked for a restart");
      return;
    }
  }
}

void restarts_come_to_an_end(CheckContext& context) {
  const auto instance = context.create();
  constexpr int kRounds = 8;
  constexpr std::chrono::milliseconds kQuiet{60};
  for (int i = 0; i < kRounds; ++i) {
    instance->clear_restart();
    activate(context, *instance);
    {
      Playback playback(*instance, 512);
      for (int block = 0; block < 4; ++block) (void)playback.run(512);
    }
    const bool asks = context.turn_loop_until(
        [&instance] {
          instance->pump();
          return instance->wants_restart();
        },
        kQuiet);
    if (!asks) return;
    deactivate(*instance);
  }
  context.fail("it asked for a restart after each of " + std::to_string(kRounds) +
               " activations; the host would restart it forever");
}

void readable_in_every_phase(CheckContext& context) {
  const auto instance = context.create();
  const auto read = [&](const std::string& phase) {
    context.step("reading the tail " + phase);
    (void)instance->tail();
    (void)instance->latency();
  };
  read("before activation");
  context.require(instance->activate(48000.0, 512), "not activated");
  read("before processing");
  context.require(instance->start_processing(), "the plugin refused to start processing");
  read("before the first block");
  Playback playback(*instance, 512);
  (void)playback.run(512);
  const std::uint32_t tail = instance->tail();
  context.expect(tail == UINT32_MAX || tail <= 48000u * 3600u,
                 "the tail is " + frames_text(tail) + ": more than an hour, but not endless");
  instance->stop_processing();
  read("after processing");
  instance->deactivate();
  read("after deactivation");
}

constexpr std::array kChecks = {
    Check{"latency.same-again", "activated in the same way, a plugin has the same latency",
          "CLAP: latency.h; VST3: getLatencySamples", says_the_same_again},
    Check{"latency.bounded", "the latency is ten seconds at most",
          "hosts delay all other tracks by it", is_bounded, Severity::warning},
    Check{"latency.as-reported",
          "where the output is the delayed input, it comes after the reported latency",
          "CLAP: latency.h; VST3: getLatencySamples; hosts align tracks by it", is_what_is_heard},
    Check{"latency.changes-by-restart", "an active plugin whose latency changes asks for a restart",
          "CLAP: latency.h, request_restart; VST3: restartComponent with kLatencyChanged",
          changes_ask_for_a_restart},
    Check{"latency.no-restart-loop", "activations do not ask for a restart again and again",
          "CLAP: host.request_restart; clap-validator: restart loops", restarts_come_to_an_end},
    Check{"latency.tail-in-every-phase", "latency and tail can be asked for in every phase",
          "CLAP: tail.h; VST3: getTailSamples; hosts ask before activation",
          readable_in_every_phase},
};

}  // namespace

std::span<const Check> latency_checks() {
  return kChecks;
}

}  // namespace attacca::validate
