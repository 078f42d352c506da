// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "mcp/tools.hpp"

namespace attacca::mcp {

/// The tool `build`: cmake -S, where the build folder is new, and cmake --build; what the compiler
/// said as file, line and message, and the end of what was printed. [not audio]
/// `arguments` come from checked_arguments(); the rest as for run_tool_program().
[[nodiscard]] Json build_project(const Json& arguments, const std::atomic<bool>& is_cancelled,
                                 const std::function<void(const std::string&)>& is_alive);

/// At most 60 errors and warnings in what a build has printed, errors first. [any]
[[nodiscard]] Json messages_in(const std::string& printed);

}  // namespace attacca::mcp
