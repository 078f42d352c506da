// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/pins/pins.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "host/vst3/saved_state.hpp"

namespace attacca::pins {
namespace {

using host::ParameterInfo;
using host::PluginInstance;

constexpr double kClose = 1e-6;  // of the range: what a host cannot tell apart

bool hosts_set(const ParameterInfo& info) {
  return !info.is_read_only && !info.is_hidden && !info.is_program_change;
}

/// Values that differ from each other and from most defaults.
void set_apart(PluginInstance& instance) {
  double position = 0.13;
  for (const ParameterInfo& info : instance.parameters()) {
    position = std::fmod(position + 0.37, 1.0);
    if (!hosts_set(info) || info.is_midi_controller) continue;
    (void)instance.set_parameter(info.id, instance.plain_value(info.id, position));
  }
  instance.pump();
}

/// Without what the host puts around a component's state that has no controller's beside it: what
/// it is then can be read, and loads as well.
std::vector<std::byte> bare(std::vector<std::byte> state) {
  const host::SavedState parts = host::unpack_state(state);
  if (!parts.controller.empty()) return state;
  return {parts.component.begin(), parts.component.end()};
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", value);
  return text;
}

void compare(const PinnedParameter& pinned, PluginInstance& instance,
             std::vector<std::string>& broken) {
  const std::string name =
      "the parameter \"" + pinned.name + "\" (" + std::to_string(pinned.id) + ")";
  const ParameterInfo* const now = instance.find_parameter(pinned.id);
  if (now == nullptr) {
    broken.push_back(name +
                     " is gone: automation and values of old projects do not find it; keep "
                     "its id");
    return;
  }
  if (now->minimum != pinned.minimum || now->maximum != pinned.maximum) {
    broken.push_back(name + " goes from " + number(now->minimum) + " to " + number(now->maximum) +
                     " and not from " + number(pinned.minimum) + " to " + number(pinned.maximum) +
                     ": recorded automation means something else");
  }
  if (now->step_count != pinned.step_count) {
    broken.push_back(name + " has " + std::to_string(now->step_count) + " steps and not " +
                     std::to_string(pinned.step_count) +
                     ": recorded automation means something else");
  }
  if (std::abs(now->default_value - pinned.default_value) >
      kClose * std::max(std::abs(pinned.maximum - pinned.minimum), 1e-9)) {
    broken.push_back(name + " begins at " + number(now->default_value) + " and not at " +
                     number(pinned.default_value) + ": states without it sound different");
  }
}

}  // namespace

Result<PinnedPlugin> pin(PluginInstance& instance) {
  PinnedPlugin pinned;
  pinned.format = host::name_of(instance.description().format);
  pinned.id = instance.description().id;
  if (instance.has_state()) {
    set_apart(instance);
    auto state = instance.save_state();
    if (!state) return tl::unexpected(state.error());
    // What the values are after a load is what a load has to give.
    if (auto loaded = instance.load_state(*state); !loaded) return tl::unexpected(loaded.error());
    instance.pump();
    pinned.state = bare(std::move(*state));
  }
  for (const ParameterInfo& info : instance.parameters()) {
    if (info.is_midi_controller || info.is_program_change) continue;
    PinnedParameter parameter = {info.id,      info.name,          info.minimum,
                                 info.maximum, info.default_value, info.step_count,
                                 std::nullopt};
    if (hosts_set(info) && !pinned.state.empty()) {
      if (const auto value = instance.normalized_value(info.id)) parameter.value = *value;
    }
    pinned.parameters.push_back(std::move(parameter));
  }
  return pinned;
}

std::vector<std::string> broken_promises(const PinnedPlugin& pinned, PluginInstance& instance) {
  std::vector<std::string> broken;
  for (const PinnedParameter& parameter : pinned.parameters) compare(parameter, instance, broken);
  if (pinned.state.empty()) return broken;
  if (const auto loaded = instance.load_state(pinned.state); !loaded) {
    broken.push_back("the state that was pinned is refused, and so are old projects: " +
                     loaded.error().message);
    return broken;
  }
  instance.pump();
  for (const PinnedParameter& parameter : pinned.parameters) {
    const auto value = instance.normalized_value(parameter.id);
    if (!parameter.value || !value || std::abs(*value - *parameter.value) <= kClose) continue;
    broken.push_back("the parameter \"" + parameter.name + "\" (" + std::to_string(parameter.id) +
                     ") is at " + number(*value) +
                     " of its range after loading the pinned state, "
                     "and not at " +
                     number(*parameter.value) + ": migrate old states");
  }
  return broken;
}

}  // namespace attacca::pins
