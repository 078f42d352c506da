// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "mcp/tools.hpp"

namespace attacca::mcp {

/// The arguments with those that stand where the caller gives nothing. [any]
/// Errors: one that the tool has not, one of another type or outside its choices, one missing that
/// must be there: with its name and what it takes.
[[nodiscard]] Result<Json> checked_arguments(const Tool& tool, const Json& arguments);

/// The words of a command line behind the program: validate --json --only state.* -- gain.clap.
/// `arguments` come from checked_arguments(). [any]
[[nodiscard]] std::vector<std::string> command_line(const Tool& tool, const Json& arguments);

}  // namespace attacca::mcp
