// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host/plugin/parameter.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"

namespace attacca::validate {

/// Plain values of parameters, in the order of the plugin's list.
using Settings = std::vector<std::pair<host::ParameterId, double>>;

/// The parameters that a host may set, without those that select a program: these change others,
/// and are no part of the sound. [main]
[[nodiscard]] std::vector<host::ParameterInfo> settable(const host::PluginInstance& instance);
/// Like settable(), but at most `most` of them, spread over the list: bounds a check's time. [main]
[[nodiscard]] std::vector<host::ParameterInfo> some_settable(const host::PluginInstance& instance,
                                                             std::size_t most);
/// Ends the check as skipped when there is none.
void need_settable(CheckContext& context, const host::PluginInstance& instance);

/// A value inside the range; one of the states of a stepped parameter. [main]
[[nodiscard]] double random_value(CheckContext& context, const host::ParameterInfo& info);
/// One for each settable parameter. Bypass stays off if `keeps_bypass_off`. [main]
[[nodiscard]] Settings random_settings(CheckContext& context, const host::PluginInstance& instance,
                                       bool keeps_bypass_off = false);

/// What the plugin reports of its settable parameters. Ends the check on an error. [main]
[[nodiscard]] Settings reported_settings(CheckContext& context, host::PluginInstance& instance);

/// Sets them, also while processing: then some blocks of `playback` carry them over. [main]
void apply(CheckContext& context, host::PluginInstance& instance, Playback& playback,
           const Settings& settings);
/// The same while inactive. [main]
void apply_inactive(CheckContext& context, host::PluginInstance& instance,
                    const Settings& settings);

/// What the audio side has: in CLAP what the plugin reports; in VST3, whose controller does not
/// know of edits inside blocks, what another instance reports that has loaded the state. [main]
class ProcessorView {
 public:
  explicit ProcessorView(CheckContext& context) : context_(context) {}
  /// Ends the check as skipped when there is no state to ask.
  [[nodiscard]] Settings operator()(host::PluginInstance& instance);

 private:
  CheckContext& context_;
  WatchedInstance reader_;
};

/// Whether two values of a parameter are the same, but for single precision and the digits of a
/// text: a difference of less than a 5000th of the range. [any]
[[nodiscard]] bool is_same_value(const host::ParameterInfo& info, double a, double b);
/// Whether it is a number inside the range, but for rounding. [any]
[[nodiscard]] bool is_in_range(const host::ParameterInfo& info, double value);

/// The first value of `got` that is not that of `wanted`: 'parameter 3 "Gain": 0.4 instead of 0.5'.
/// Empty: none. [main]
[[nodiscard]] std::string first_difference(const host::PluginInstance& instance,
                                           const Settings& wanted, const Settings& got);
/// The first value that is out of its range or no number, like first_difference(). [main]
[[nodiscard]] std::string first_out_of_range(const host::PluginInstance& instance,
                                             const Settings& settings);

/// 'parameter 3 "Gain"'. [any]
[[nodiscard]] std::string name_of(const host::ParameterInfo& info);

}  // namespace attacca::validate
