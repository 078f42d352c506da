// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "host/plugin/plugin_instance.hpp"

namespace attacca::validate {

/// What a host can see of a plugin.
struct Observation {
  struct Parameter {
    host::ParameterId id = 0;
    std::string name;
    bool is_read_only = false;
    double value = 0.0;
    std::string text;
  };

  std::vector<Parameter> parameters;
  std::vector<std::byte> state;  ///< Empty when the plugin has none, or did not save it.
};

/// Asks the plugin for everything. [main]
[[nodiscard]] Observation observe(host::PluginInstance& instance);

/// The same, without a state that is never twice the same.
[[nodiscard]] Observation observe_steady(host::PluginInstance& instance);

/// Which parameters have another value or text: those that are never twice the same, such as
/// meters, when both were made in the same way.
[[nodiscard]] std::set<host::ParameterId> restless(const Observation& a, const Observation& b);

/// The first parameter that differs, in words: `"Gain" is 0.5 (0.50 x) instead of 1 (1.00 x)`;
/// empty when none does. `ignored` ones do not count.
[[nodiscard]] std::string first_difference(const Observation& is, const Observation& should,
                                           const std::set<host::ParameterId>& ignored = {});

/// How a plugin differs from what it is with the same state elsewhere, in words: a parameter that
/// hosts may change, or the saved bytes, where `should` has some. Empty when it does not.
[[nodiscard]] std::string state_difference(const Observation& is, const Observation& should);

}  // namespace attacca::validate
