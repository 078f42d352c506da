// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/settings.hpp"

#include <algorithm>
#include <cmath>

#include "trial/validate/needs.hpp"
#include "trial/validate/rendering.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

namespace {

/// Fewer than the host's hand-over holds.
constexpr std::size_t kEditsAtOnce = 500;
/// Enough for plugins that look at their parameters only now and then.
constexpr int kBlocksToSettle = 4;

double range_of(const host::ParameterInfo& info) {
  return std::abs(info.maximum - info.minimum);
}

}  // namespace

std::vector<host::ParameterInfo> settable(const host::PluginInstance& instance) {
  std::vector<host::ParameterInfo> result;
  for (const host::ParameterInfo& info : instance.parameters()) {
    // Hidden ones of VST3 are how MIDI controllers reach the plugin: nothing that is read back.
    const bool is_midi =
        info.is_hidden && instance.description().format == host::PluginFormat::vst3;
    if (!info.is_read_only && !info.is_program_change && !is_midi) result.push_back(info);
  }
  return result;
}

std::vector<host::ParameterInfo> some_settable(const host::PluginInstance& instance,
                                               std::size_t most) {
  auto all = settable(instance);
  if (all.size() <= most) return all;
  std::vector<host::ParameterInfo> some;
  for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * all.size() / most]);
  return some;
}

void need_settable(CheckContext& context, const host::PluginInstance& instance) {
  need_parameters(context, instance);
  if (settable(instance).empty()) context.skip("the plugin has no parameters that a host may set");
}

double random_value(CheckContext& context, const host::ParameterInfo& info) {
  if (info.step_count > 0) {
    const auto step = context.pick(0, static_cast<std::uint64_t>(info.step_count));
    return info.minimum +
           (info.maximum - info.minimum) * static_cast<double>(step) / info.step_count;
  }
  const double unit = static_cast<double>(context.random()() >> 11) * 0x1.0p-53;
  return info.minimum + unit * (info.maximum - info.minimum);
}

Settings random_settings(CheckContext& context, const host::PluginInstance& instance,
                         bool keeps_bypass_off) {
  Settings settings;
  for (const host::ParameterInfo& info : settable(instance)) {
    const bool is_off = keeps_bypass_off && info.is_bypass;
    settings.emplace_back(info.id, is_off ? info.minimum : random_value(context, info));
  }
  return settings;
}

Settings reported_settings(CheckContext& context, host::PluginInstance& instance) {
  Settings settings;
  for (const host::ParameterInfo& info : settable(instance)) {
    settings.emplace_back(info.id,
                          context.rely_on("parameters.have-values", name_of(info) + " has no value",
                                          [&] { return instance.parameter_value(info.id); }));
  }
  return settings;
}

void apply(CheckContext& context, host::PluginInstance& instance, Playback& playback,
           const Settings& settings) {
  for (std::size_t i = 0; i < settings.size(); ++i) {
    context.require(instance.set_parameter(settings[i].first, settings[i].second), "not set");
    if (i % kEditsAtOnce == kEditsAtOnce - 1) (void)playback.run(64);
  }
  for (int i = 0; i < kBlocksToSettle; ++i) {
    (void)playback.run(64);
    instance.pump();
  }
}

void apply_inactive(CheckContext& context, host::PluginInstance& instance,
                    const Settings& settings) {
  for (const auto& [id, value] : settings) {
    context.require(instance.set_parameter(id, value), "not set");
  }
  instance.pump();
}

Settings ProcessorView::operator()(host::PluginInstance& instance) {
  if (context_.is_clap()) return reported_settings(context_, instance);
  need_state(context_, instance);
  const auto state = saved_by(context_, instance);
  if (reader_ == nullptr) reader_ = context_.create();
  load_own(context_, *reader_, state);
  return reported_settings(context_, *reader_);
}

bool is_same_value(const host::ParameterInfo& info, double a, double b) {
  return std::abs(a - b) <= 2e-4 * range_of(info);
}

bool is_in_range(const host::ParameterInfo& info, double value) {
  const double slack = 1e-6 * range_of(info);
  return std::isfinite(value) && value >= std::min(info.minimum, info.maximum) - slack &&
         value <= std::max(info.minimum, info.maximum) + slack;
}

std::string first_difference(const host::PluginInstance& instance, const Settings& wanted,
                             const Settings& got) {
  for (std::size_t i = 0; i < std::min(wanted.size(), got.size()); ++i) {
    const host::ParameterInfo* const info = instance.find_parameter(wanted[i].first);
    if (info == nullptr || is_same_value(*info, wanted[i].second, got[i].second)) continue;
    return name_of(*info) + ": " + text_of(got[i].second) + " instead of " +
           text_of(wanted[i].second);
  }
  if (wanted.size() == got.size()) return {};
  return std::to_string(got.size()) + " parameters instead of " + std::to_string(wanted.size());
}

std::string first_out_of_range(const host::PluginInstance& instance, const Settings& settings) {
  for (const auto& [id, value] : settings) {
    const host::ParameterInfo* const info = instance.find_parameter(id);
    if (info == nullptr || is_in_range(*info, value)) continue;
    return name_of(*info) + ": " + text_of(value) + " is outside " + text_of(info->minimum) +
           " to " + text_of(info->maximum);
  }
  return {};
}

std::string name_of(const host::ParameterInfo& info) {
  return "parameter " + std::to_string(info.id) + " \"" + info.name + "\"";
}

}  // namespace attacca::validate
