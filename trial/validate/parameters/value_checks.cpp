// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <string>

#include "trial/validate/needs.hpp"
#include "trial/validate/parameters/parameters_checks.hpp"
#include "trial/validate/rendering.hpp"
#include "trial/validate/settings.hpp"

namespace attacca::validate {

namespace {

constexpr std::size_t kMostParameters = 64;

void values_are_there(CheckContext& context) {
  const auto instance = context.create();
  need_parameters(context, *instance);
  for (const host::ParameterInfo& info : instance->parameters()) {
    const auto value = instance->parameter_value(info.id);
    context.expect(value.has_value(),
                   name_of(info) + " has no value" + (value ? "" : ": " + value.error().message));
  }
}

/// Sets values one by one by `set` and reads them back.
template <typename Set>
void read_back(CheckContext& context, host::PluginInstance& instance, Set&& set) {
  need_settable(context, instance);
  for (const host::ParameterInfo& info : some_settable(instance, kMostParameters)) {
    const auto reported = [&] {
      return context.require(instance.parameter_value(info.id), name_of(info) + " has no value");
    };
    for (const double value : {info.minimum, info.maximum, info.default_value}) {
      set(info.id, value);
      const double got = reported();
      if (!context.expect(
              is_same_value(info, got, value),
              name_of(info) + ": set to " + text_of(value) + ", it reports " + text_of(got))) {
        break;
      }
    }
    // Values in between may be rounded, but what was rounded stays.
    set(info.id, random_value(context, info));
    const double rounded = reported();
    set(info.id, rounded);
    const double got = reported();
    context.expect(is_same_value(info, got, rounded),
                   name_of(info) + ": set to " + text_of(rounded) +
                       " as it said itself, it reports " + text_of(got));
  }
}

void active_values_are_read_back(CheckContext& context) {
  const auto instance = context.create_processing();
  Playback playback(*instance, 64);
  read_back(context, *instance, [&](host::ParameterId id, double value) {
    context.require(instance->set_parameter(id, value), "not set");
    (void)playback.run(32);
    instance->pump();
  });
}

void inactive_values_are_read_back(CheckContext& context) {
  const auto instance = context.create();
  read_back(context, *instance, [&](host::ParameterId id, double value) {
    context.require(instance->set_parameter(id, value), "not set");
    instance->pump();
  });
}

void flush_is_like_process(CheckContext& context) {
  const auto inactive = context.create();
  need_settable(context, *inactive);
  const Settings settings = random_settings(context, *inactive);
  apply_inactive(context, *inactive, settings);
  const auto active = context.create_processing();
  {
    Playback playback(*active, 64);
    apply(context, *active, playback, settings);
  }
  // VST3 hands edits of an inactive plugin over with its first block.
  context.start(*inactive);
  Playback playback(*inactive, 64);
  (void)playback.run(64);
  ProcessorView processor(context);
  const auto differs = first_difference(*active, processor(*active), processor(*inactive));
  context.expect(
      differs.empty(),
      "the same edits before activation and inside blocks give different values: " + differs);
}

/// Random settings must still be there after `act`.
template <typename Act>
void values_survive(CheckContext& context, Act&& act, const std::string& what) {
  const auto instance = context.create_processing();
  need_settable(context, *instance);
  const Settings settings = random_settings(context, *instance);
  {
    Playback playback(*instance, 512);
    apply(context, *instance, playback, settings);
  }
  const Settings before = reported_settings(context, *instance);
  ProcessorView processor(context);
  const Settings heard = processor(*instance);
  act(*instance);
  Playback playback(*instance, 512);
  for (int i = 0; i < 4; ++i) (void)playback.run(256);
  instance->pump();
  const auto lost = first_difference(*instance, before, reported_settings(context, *instance));
  if (!context.expect(lost.empty(), what + " changed " + lost)) return;
  const auto unheard = first_difference(*instance, heard, processor(*instance));
  context.expect(unheard.empty(), what + " changed in the processor " + unheard);
}

void values_survive_reactivation(CheckContext& context) {
  values_survive(
      context,
      [&](host::PluginInstance& instance) {
        for (const double rate : {96000.0, 44100.0}) {
          instance.stop_processing();
          instance.deactivate();
          context.require(instance.activate(rate, 512), "not activated again");
          context.require(instance.start_processing(), "the plugin refused to start processing");
        }
      },
      "deactivation and activation at another sample rate");
}

void values_survive_reset(CheckContext& context) {
  values_survive(context, [](host::PluginInstance& instance) { instance.reset(); }, "a reset");
}

void outputs_stay_in_range(CheckContext& context) {
  const auto instance = context.create_processing();
  need_parameters(context, *instance);
  std::vector<host::ParameterInfo> outputs;
  for (const host::ParameterInfo& info : instance->parameters()) {
    if (info.is_read_only) outputs.push_back(info);
  }
  if (outputs.empty()) context.skip("the plugin has no read-only parameters");
  Playback playback(*instance, 512);
  for (const Signal signal : {Signal::noise, Signal::silence, Signal::loud_noise}) {
    playback.signal = signal;
    for (int i = 0; i < 10; ++i) {
      (void)playback.run(512);
      instance->pump();
      for (const host::ParameterInfo& info : outputs) {
        const auto value = instance->parameter_value(info.id);
        if (!context.expect(value && is_in_range(info, *value),
                            name_of(info) + " reports " + (value ? text_of(*value) : "nothing") +
                                ", outside " + text_of(info.minimum) + " to " +
                                text_of(info.maximum))) {
          return;
        }
      }
    }
  }
}

constexpr const char* kValues =
    "CLAP: params.h, get_value and PARAM_VALUE; VST3: setParamNormalized, getParamNormalized";

constexpr std::array kChecks = {
    Check{"parameters.have-values", "every parameter says what value it has", kValues,
          values_are_there},
    Check{"parameters.read-back",
          "minimum, maximum and default are reported as they were set while processing, and a "
          "reported value set again stays",
          kValues, active_values_are_read_back},
    Check{"parameters.read-back-inactive", "the same holds while the plugin is inactive", kValues,
          inactive_values_are_read_back},
    Check{"parameters.flush-like-process",
          "the same edits give the same values before activation and inside blocks",
          "CLAP: params.flush; VST3: changes wait for the first block", flush_is_like_process},
    Check{"parameters.survive-reactivation",
          "values outlast deactivation and activation at another sample rate",
          "CLAP: plugin.h, activate; VST3: IComponent::setActive", values_survive_reactivation},
    Check{"parameters.survive-reset", "values outlast a reset",
          "CLAP: plugin.h, reset keeps parameter values; VST3: setProcessing",
          values_survive_reset},
    Check{"parameters.outputs-in-range",
          "read-only parameters report numbers inside their range while sound is played",
          "CLAP: params.h, IS_READONLY; VST3: outputParameterChanges", outputs_stay_in_range,
          Severity::warning},
};

}  // namespace

std::span<const Check> parameter_value_checks() {
  return kChecks;
}

}  // namespace attacca::validate
