// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::ship {

/// Runs a program of $PATH to its end. What it prints goes to the standard error: the standard
/// output is the caller's. [main]
/// Errors: it is not there; it ended with another status than 0, or by a signal. They name it by
/// its first word.
[[nodiscard]] Result<void> run_program(const std::vector<std::string>& command);

}  // namespace attacca::ship
