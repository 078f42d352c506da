// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "mcp/protocol/tool.hpp"

namespace attacca::mcp {

/// What `attacca mcp` offers: its commands, each call a process of its own. `program`: attacca
/// itself, which the tools are commands of. [main]
[[nodiscard]] Offer offer_of(const std::string& program, const std::string& version);

}  // namespace attacca::mcp
