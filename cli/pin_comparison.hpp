// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "report/command_result.hpp"

namespace attacca::cli {

/// Compares plugins with a lock file: what is broken is added to the result's text and, as "pins",
/// to its document, and fails it. [main]
void compare_with_pins(const std::vector<std::string>& plugins, const std::string& lock,
                       CommandResult& result);

}  // namespace attacca::cli
