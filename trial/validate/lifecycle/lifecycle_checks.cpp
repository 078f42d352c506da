// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/needs.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/repeat.hpp"
#include "trial/validate/settings.hpp"

namespace attacca::validate {

namespace {

constexpr const char* kStates =
    "CLAP: plugin.h, activate, start_processing, stop_processing, deactivate; VST3: setActive, "
    "setProcessing";
constexpr std::uint32_t kFrames = 256;

void run_blocks(CheckContext& context, host::PluginInstance& instance, std::uint32_t frames,
                int blocks, const std::string& when) {
  Playback playback(instance, frames);
  for (int i = 0; i < blocks; ++i) {
    playback.run(frames);
    context.require(playback.is_finite(),
                    "block " + std::to_string(i) + " " + when + " has NaN or infinity");
  }
}

void start(CheckContext& context, host::PluginInstance& instance, double rate = 48000.0,
           std::uint32_t frames = kFrames) {
  context.start(instance, rate, frames);
}

/// What nearly every check begins with.
void plays(CheckContext& context) {
  const WatchedInstance instance = context.create();
  context.start(*instance);
  run_blocks(context, *instance, kFrames, 2, "after the first activation");
}

/// Automation that the plugin has taken in and not played yet goes with the instance.
void ends_with_edits_waiting(CheckContext& context) {
  need_settable(context, *context.create());
  const auto set_all = [&](host::PluginInstance& instance) {
    for (const host::ParameterInfo& info : some_settable(instance, 64)) {
      context.require(instance.set_parameter(info.id, random_value(context, info)), "not set");
    }
  };
  {
    const WatchedInstance instance = context.create();
    set_all(*instance);
    context.step("ending an instance that was never active, with values that were just set");
  }
  {
    const WatchedInstance instance = context.create();
    set_all(*instance);
    context.start(*instance);
    context.step("ending a processing instance that has not had a block, with values set before");
  }
  for (const bool deactivates : {false, true}) {
    const WatchedInstance instance = context.create_processing(48000.0, kFrames);
    Playback playback(*instance, kFrames);
    playback.run(kFrames);
    std::vector<host::ParameterEdit> edits;
    const auto settable = some_settable(*instance, 64);
    for (const std::uint32_t frame : {0u, kFrames / 2, kFrames - 1}) {
      for (const host::ParameterInfo& info : settable) {
        edits.push_back(instance->edit(info.id, random_value(context, info), frame));
      }
    }
    playback.run(kFrames, edits);
    set_all(*instance);
    context.step(deactivates ? "deactivating and ending right after a block with automation"
                             : "ending right after a block with automation");
    if (!deactivates) continue;
    instance->stop_processing();
    instance->deactivate();
    set_all(*instance);
  }
}

void fifty_activations(CheckContext& context) {
  const WatchedInstance instance = context.create();
  repeat(50, [&](int i) {
    start(context, *instance);
    run_blocks(context, *instance, kFrames, 2, "after activation " + std::to_string(i + 1));
    instance->deactivate();
  });
}

void other_rates(CheckContext& context) {
  const WatchedInstance instance = context.create();
  constexpr std::array kRates = {44100.0, 48000.0, 88200.0, 96000.0, 192000.0};
  repeat(10, [&](int) {
    const double rate = kRates[context.pick(0, kRates.size() - 1)];
    const auto frames = static_cast<std::uint32_t>(context.pick(1, 2048));
    const std::string what =
        std::to_string(static_cast<int>(rate)) + " Hz, " + std::to_string(frames) + " frames";
    context.step("activating at " + what);
    if (!instance->activate(rate, frames)) return;  // it may refuse, and is inactive then
    context.require(instance->start_processing(), "the plugin refused to start processing");
    run_blocks(context, *instance, frames, 2, "at " + what);
    instance->deactivate();
  });
}

void never_processed(CheckContext& context) {
  repeat(10, [&](int) {
    const WatchedInstance instance = context.create();
    start(context, *instance);
    instance->stop_processing();
    instance->deactivate();
  });
}

void never_started(CheckContext& context) {
  const WatchedInstance instance = context.create();
  repeat(20, [&](int) {
    context.require(instance->activate(48000.0, kFrames), "not activated");
    instance->deactivate();
  });
  start(context, *instance);
  run_blocks(context, *instance, kFrames, 2, "after 20 activations without processing");
}

void starts_and_stops(CheckContext& context) {
  const WatchedInstance instance = context.create();
  start(context, *instance);
  for (int i = 0; i < 20; ++i) {
    instance->stop_processing();
    context.require(instance->start_processing(),
                    "the plugin refused to start processing again, time " + std::to_string(i + 1));
  }
  run_blocks(context, *instance, kFrames, 2, "after 20 stops and starts without a block");
}

void resets(CheckContext& context) {
  const WatchedInstance instance = context.create();
  start(context, *instance);
  instance->reset();  // before the first block
  Playback playback(*instance, kFrames);
  for (int i = 0; i < 20; ++i) {
    playback.run(kFrames);
    context.require(playback.is_finite(),
                    "after reset " + std::to_string(i + 1) + " the block has NaN or infinity");
    instance->reset();
    if (i % 4 == 0) instance->reset();
  }
}

void never_activated(CheckContext& context) {
  repeat(20, [&](int) { (void)context.create(); });
}

void ends_while_processing(CheckContext& context) {
  // The host stops and deactivates, as the formats ask for, with nothing between.
  repeat(10, [&](int) {
    const WatchedInstance instance = context.create_processing(48000.0, kFrames);
    run_blocks(context, *instance, kFrames, 1, "before the end");
  });
}

void hundred(CheckContext& context) {
  std::vector<WatchedInstance> instances;
  repeat(100, [&](int i) {
    instances.push_back(context.create());
    if (i % 10 == 0) start(context, *instances.back());
  });
  while (!instances.empty()) {
    std::swap(instances[context.pick(0, instances.size() - 1)], instances.back());
    instances.pop_back();
    if (instances.size() % 25 == 5 && instances.front()->is_processing()) {
      run_blocks(context, *instances.front(), kFrames, 1, "between the ends of others");
    }
  }
}

void keeps_parameters(CheckContext& context) {
  const WatchedInstance instance = context.create_processing(48000.0, kFrames);
  std::map<host::ParameterId, double> values;
  for (const auto& each : instance->parameters()) {
    if (each.is_read_only || !each.is_automatable) continue;
    const double middle = each.minimum + 0.25 * (each.maximum - each.minimum);
    (void)instance->set_parameter(each.id, each.is_stepped ? each.maximum : middle);
  }
  run_blocks(context, *instance, kFrames, 2, "after parameter changes");
  instance->pump();
  for (const auto& each : instance->parameters()) {
    if (each.is_read_only || !each.is_automatable) continue;
    values[each.id] = instance->parameter_value(each.id).value_or(NAN);
  }
  if (values.empty()) context.skip("the plugin has no parameters that can be automated");
  instance->deactivate();
  start(context, *instance, 96000.0, 64);
  run_blocks(context, *instance, 64, 2, "after the second activation");
  instance->pump();
  for (const auto& [id, before] : values) {
    const double now = instance->parameter_value(id).value_or(NAN);
    context.expect(now == before || (std::isnan(now) && std::isnan(before)),
                   "parameter " + std::to_string(id) + " \"" + instance->find_parameter(id)->name +
                       "\" became " + std::to_string(now) + " from " + std::to_string(before) +
                       " by deactivation and activation");
  }
}

std::vector<float> sound_of(host::PluginInstance& instance) {
  Playback playback(instance, kFrames);
  std::vector<float> sound;
  for (int i = 0; i < 8; ++i) {
    playback.run(kFrames);
    const auto block = playback.all_output();
    sound.insert(sound.end(), block.begin(), block.end());
  }
  return sound;
}

void starts_afresh(CheckContext& context) {
  const auto fresh = [&] {
    const WatchedInstance instance = context.create_processing(48000.0, kFrames);
    return sound_of(*instance);
  };
  const auto expected = fresh();
  if (expected.empty()) context.skip("the plugin has no audio outputs");
  if (fresh() != expected) context.skip("two runs of the plugin sound different");
  const WatchedInstance instance = context.create_processing(48000.0, kFrames);
  {
    Playback loud(*instance, kFrames);
    loud.signal = Signal::sine;
    for (int i = 0; i < 20; ++i) loud.run(kFrames);
  }
  instance->deactivate();
  start(context, *instance);
  const auto seen = sound_of(*instance);
  float largest = 0.0f;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    largest = std::max(largest, std::abs(seen[i] - expected[i]));
  }
  // Beyond what smoothed parameters and the like leave over.
  context.expect(largest < 1e-3f,
                 "after deactivation and activation its sound differs from a new instance's by " +
                     std::to_string(largest) + ": something of the time before is heard");
}

void several_of_one_file(CheckContext& context) {
  // Every plugin of the file at once.
  std::vector<std::unique_ptr<host::PluginInstance>> instances;
  for (const auto& plugin : context.module().plugins()) {
    context.step("making an instance of " + plugin.name);
    instances.push_back(context.require(
        context.module().create(plugin.id, context.loop(), context.profile()), "no instance"));
    start(context, *instances.back());
  }
  for (const auto& instance : instances) {
    run_blocks(context, *instance, kFrames, 2, "of " + instance->description().name);
  }
}

constexpr std::array kChecks = {
    Check{"lifecycle.plays",
          "activated at 48 kHz for blocks of up to 512 frames, an instance plays", kStates, plays},
    Check{"lifecycle.fifty-activations", "activations follow each other up to 50 times", kStates,
          fifty_activations},
    Check{"lifecycle.other-rates", "activations follow each other at other rates and block sizes",
          "CLAP: plugin.h, activate; VST3: setupProcessing", other_rates, Severity::failure,
          Formats::both, false, false, std::chrono::milliseconds(30'000)},
    Check{"lifecycle.never-processed", "processing starts and stops without a block", kStates,
          never_processed},
    Check{"lifecycle.never-started", "the plugin is activated and deactivated without processing",
          kStates, never_started},
    Check{"lifecycle.starts-and-stops", "processing stops and starts again while active", kStates,
          starts_and_stops},
    Check{"lifecycle.resets", "resets come at any time while processing, also before any block",
          "CLAP: plugin.h, reset; VST3: setProcessing off and on", resets},
    Check{"lifecycle.never-activated", "instances are made and destroyed without more",
          "hosts that scan, and undo that brings plugins back", never_activated},
    Check{"lifecycle.ends-while-processing", "an instance ends straight from processing", kStates,
          ends_while_processing},
    Check{"lifecycle.ends-with-edits-waiting",
          "an instance ends while values that were set have not been played yet",
          "hosts remove plugins while automation runs", ends_with_edits_waiting},
    Check{"lifecycle.hundred-instances",
          "up to 100 instances are there at once and end in any order",
          "large projects; lists of instances that are not kept in order", hundred,
          Severity::failure, Formats::both, false, false, std::chrono::milliseconds(30'000)},
    Check{"lifecycle.keeps-parameters", "parameters keep their values over activation",
          "hosts reactivate for another rate or block size without sending values again",
          keeps_parameters},
    Check{"lifecycle.starts-afresh", "after activation nothing of the time before is heard",
          "CLAP: plugin.h, activate; VST3: setActive; tails of a take before", starts_afresh,
          Severity::warning},
    Check{"lifecycle.all-of-the-file", "all plugins of a file can be there at once",
          "CLAP: plugin-factory.h; VST3: IPluginFactory", several_of_one_file},
};

}  // namespace

std::span<const Check> lifecycle_checks() {
  return kChecks;
}

}  // namespace attacca::validate
