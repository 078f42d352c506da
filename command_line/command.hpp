// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "report/command_result.hpp"

namespace attacca {

/// Adds a subcommand with the options that every command has (--help, --json). `json_keys`
/// documents what --json prints. `action` runs when the command is called and fills in the result.
/// [main]
inline CLI::App* add_command(CLI::App& app, CommandResult& result, const std::string& name,
                             const std::string& description, const std::string& json_keys,
                             const std::function<void()>& action) {
  CLI::App* command = app.add_subcommand(name, description);
  command->add_flag("--json", result.json, "Print JSON instead of text");
  command->footer("JSON (--json):\n" + json_keys +
                  "\n  On failure also \"error\": the same line as on the standard error."
                  "\n\nExit status: 0 all is well; 1 something is wrong or failed; 2 wrong call or "
                  "bad input.");
  command->callback([&result, name, action] {
    result.command = name;
    action();
  });
  return command;
}

}  // namespace attacca
