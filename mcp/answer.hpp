// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "mcp/tool_program.hpp"
#include "mcp/tools.hpp"

namespace attacca::mcp {

/// What a command said, as the result of tools/call: short enough to be read by a model. Of
/// validate what failed or was warned about, with rule, place and the command that repeats it; of
/// all others the document of --json with long lists and texts cut. `isError` when the command
/// could not do its work; a plugin with faults is no error. [any]
[[nodiscard]] Json answer_of(const Tool& tool, const Outcome& outcome);

}  // namespace attacca::mcp
