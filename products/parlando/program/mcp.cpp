// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// parlando mcp.

#include "mcp/protocol/standard_streams.hpp"
#include "parlando/agent/agent.hpp"
#include "parlando/program/command.hpp"

namespace parlando::program {
namespace {

void serve(CommandResult& result) {
  result.json = false;
  auto options = ConductorOptions::of_environment();
  if (!options) return result.fail(ExitCode::bad_input, options.error());
  agent::Agent agent(std::move(*options));
  // Musicians find a conductor of our own meanwhile. What is wrong each call says again.
  (void)agent.connect();
  attacca::mcp::serve_standard_streams(agent::offer_of(agent, PARLANDO_VERSION));
}

}  // namespace

void add_mcp_command(CLI::App& app, CommandResult& result) {
  add_command(app, result, "mcp",
              "Let an agent play and hear the musicians, by the Model Context Protocol on the "
              "standard streams",
              "  nothing: the protocol is JSON itself", [&result] { serve(result); });
}

}  // namespace parlando::program
