// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <vector>

#include "trial/validate/check_context.hpp"

namespace attacca::validate {

/// A state of `instance` that it takes back when nothing else happens. Ends the check, as one that
/// does not apply, where there is none: that the plugin has to have one is said by other checks.
/// [main]
[[nodiscard]] std::vector<std::byte> state_of(CheckContext& context,
                                              host::PluginInstance& instance);

}  // namespace attacca::validate
