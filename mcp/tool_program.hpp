// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "processes/outcome.hpp"

namespace attacca::mcp {

using processes::Outcome;

/// Runs a program for a tool, to its end or until `is_cancelled`; it and its children are ended
/// then. [not audio] `is_alive` is called every second meanwhile, with the last line of its
/// standard error.
[[nodiscard]] Outcome run_tool_program(
    const std::vector<std::string>& command, const std::atomic<bool>& is_cancelled,
    const std::function<void(const std::string& last_line)>& is_alive);

}  // namespace attacca::mcp
