// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <filesystem>
#include <system_error>

#include "cli/commands.hpp"
#include "mcp/offer.hpp"
#include "mcp/protocol/standard_streams.hpp"

namespace attacca::cli {
namespace {

void serve(CommandResult& result) {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  mcp::serve_standard_streams(mcp::offer_of(program.string(), ATTACCA_VERSION));
  result.json = false;
}

}  // namespace

void add_mcp_command(CLI::App& app, CommandResult& result) {
  add_command(app, result, "mcp",
              "Serve these commands to a model, by the Model Context Protocol on the standard "
              "streams",
              "  nothing: the protocol is JSON itself", [&result] { serve(result); });
}

}  // namespace attacca::cli
