// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/program/command.hpp"

#include <cstdio>

#include "files/standard_streams.hpp"
#include "text/printable.hpp"

namespace parlando::program {
std::optional<ConductorAccess> reach_conductor(CommandResult& result) {
  const auto options = ConductorOptions::of_environment();
  if (!options) {
    result.fail(ExitCode::bad_input, options.error());
    return std::nullopt;
  }
  auto access = ConductorAccess::open(*options);
  if (!access) {
    result.fail(ExitCode::wrong, access.error());
    return std::nullopt;
  }
  if (access->is_own()) {
    std::fputs(
        "parlando: no conductor runs; this command is one, and waits for musicians to announce "
        "themselves (up to 5.6 s; parlando conduct keeps one running)\n",
        stderr);
  }
  return std::optional<ConductorAccess>(std::move(*access));
}

void fail(CommandResult& result, const ControlError& error) {
  std::string message = error.message;
  // The program names the command itself.
  const std::string prefix = result.command + ": ";
  if (message.starts_with(prefix)) message.erase(0, prefix.size());
  result.fail(error.is_request_wrong ? ExitCode::bad_input : ExitCode::wrong, {message});
}

std::optional<Json> ask(ControlClient& client, Json request, CommandResult& result,
                        ControlClient::Milliseconds patience) {
  auto answer = client.call(std::move(request), patience);
  if (!answer) {
    fail(result, answer.error());
    return std::nullopt;
  }
  return std::move(*answer);
}

bool print_line(const std::string& line) {
  return attacca::files::write_standard_output(attacca::text::printable_lines(line) + "\n")
      .has_value();
}

}  // namespace parlando::program
