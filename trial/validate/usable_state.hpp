// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <vector>

#include "trial/validate/check_context.hpp"

namespace attacca::validate {

using State = std::vector<std::byte>;

/// What the instance saves. Ends the check on an error, which "state.saves" is about. [main]
[[nodiscard]] State saved_by(CheckContext& context, host::PluginInstance& instance);

/// Loads what the plugin saved itself, likewise. [main]
void load_own(CheckContext& context, host::PluginInstance& instance, const State& state);

/// A state of `instance` that it takes back when nothing else happens. Ends the check, as one that
/// does not apply, where there is none: that the plugin has to have one is said by other checks.
/// [main]
[[nodiscard]] State state_of(CheckContext& context, host::PluginInstance& instance);

}  // namespace attacca::validate
