// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

#include "attacca/base/result.hpp"
#include "host/plugin/plugin_instance.hpp"

namespace attacca::trial {

/// A parameter of one plugin and the plain value that it is to get.
struct ParamSetting {
  host::ParameterId id = 0;
  double value = 0.0;
};

/// Finds the parameter that people call `name`: its number (decimal, or 0x and hex digits), its
/// name, "MODULE/NAME", or the name in other case where only one fits. Null: none. [main]
[[nodiscard]] const host::ParameterInfo* find_param(const host::PluginInstance& instance,
                                                    std::string_view name);

/// What `name` and `value` mean for the plugin. A value is a number in the parameter's own unit,
/// normalized:0..1, or a text that the plugin itself understands, such as "-6 dB". [main]
/// Errors: no such parameter, with the nearest names; one that only the plugin sets; a value
/// outside its range, with the range; a text that the plugin does not understand.
[[nodiscard]] Result<ParamSetting> resolve_param(host::PluginInstance& instance,
                                                 std::string_view name, std::string_view value);

/// The same for NAME=VALUE. Names may hold a = themselves: the first split that gives a parameter's
/// name counts. [main] Errors: also a text without =.
[[nodiscard]] Result<ParamSetting> resolve_assignment(host::PluginInstance& instance,
                                                      std::string_view assignment);

}  // namespace attacca::trial
