// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "mcp/protocol/tool.hpp"
#include "parlando/agent/agent.hpp"

namespace parlando::agent {

// What each tool does: the result of tools/call. [not audio]

[[nodiscard]] Json list_musicians(Agent& agent, const Json& arguments);
[[nodiscard]] Json transport(Agent& agent, const Json& arguments);
[[nodiscard]] Json play(Agent& agent, const Json& arguments,
                        const attacca::mcp::CallContext& context);
[[nodiscard]] Json shape(Agent& agent, const Json& arguments,
                         const attacca::mcp::CallContext& context);
[[nodiscard]] Json listen(Agent& agent, const Json& arguments);
[[nodiscard]] Json stop(Agent& agent, const Json& arguments);
[[nodiscard]] Json phrase(Agent& agent, const Json& arguments);
[[nodiscard]] Json teach(Agent& agent, const Json& arguments);
/// The same, for who says otherwise that an older definition shall be replaced ("--replace").
[[nodiscard]] Json teach(Agent& agent, const Json& arguments, const std::string& replace_word);
[[nodiscard]] Json doctor(Agent& agent, const Json& arguments);

}  // namespace parlando::agent
