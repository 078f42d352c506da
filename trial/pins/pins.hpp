// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "host/plugin/plugin_instance.hpp"

namespace attacca::pins {

/// What users' projects rely on of a parameter: hosts keep its number, what lies between its ends,
/// and where it begins.
struct PinnedParameter {
  host::ParameterId id = 0;
  std::string name;  ///< for messages; it may change
  double minimum = 0.0;
  double maximum = 1.0;
  double default_value = 0.0;
  std::int32_t step_count = 0;
  /// Normalized 0..1, as it is after loading the pinned state; nothing for what hosts do not set.
  std::optional<double> value;
};

/// The same of a plugin in one format.
struct PinnedPlugin {
  std::string format;  ///< "CLAP" or "VST3"
  std::string id;
  std::vector<PinnedParameter> parameters;
  std::vector<std::byte> state;  ///< empty: the plugin has none
};

/// Takes down what `instance` is, with a state in which each parameter has a value of its own. The
/// instance is not of much use afterwards. While inactive. [main] Errors: it cannot save or load.
[[nodiscard]] Result<PinnedPlugin> pin(host::PluginInstance& instance);

/// What projects made with the pinned plugin would lose with `instance`, one sentence each; empty
/// if they open as they were. What is new is nothing lost. While inactive. [main]
[[nodiscard]] std::vector<std::string> broken_promises(const PinnedPlugin& pinned,
                                                       host::PluginInstance& instance);

/// The text of a lock file, and back. Errors of reading: no lock file, with the place and what is
/// wrong there. [any]
[[nodiscard]] std::string write_pins(const std::vector<PinnedPlugin>& plugins);
[[nodiscard]] Result<std::vector<PinnedPlugin>> read_pins(const std::string& text);

}  // namespace attacca::pins
