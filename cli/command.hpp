// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "attacca/base/result.hpp"

namespace attacca::cli {

/// What a command's exit status says.
enum class ExitCode {
  ok = 0,
  wrong = 1,      ///< the thing asked about is wrong, or the doing failed
  bad_input = 2,  ///< the call or a given file is at fault
};

/// What a command has to tell; `main` prints it: `document` with --json, else `text`, on the
/// standard output, and the error in one line on the standard error. A command that speaks while it
/// works may print by itself and leave `text` empty.
struct CommandResult {
  std::string command;
  bool json = false;  ///< --json was given
  ExitCode exit_code = ExitCode::ok;
  nlohmann::ordered_json document = nlohmann::ordered_json::object();
  std::string text;
  std::string error;  ///< "what: where: what to do"; empty when there is none

  void fail(ExitCode code, const Error& reason) {
    exit_code = code;
    error = reason.message;
  }
};

/// Adds a subcommand with the options that every command has (--help, --json). `json_keys`
/// documents what --json prints. `action` runs when the command is called and fills in the result.
inline CLI::App* add_command(CLI::App& app, CommandResult& result, const std::string& name,
                             const std::string& description, const std::string& json_keys,
                             const std::function<void()>& action) {
  CLI::App* command = app.add_subcommand(name, description);
  command->add_flag("--json", result.json, "Print one JSON document instead of text");
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

}  // namespace attacca::cli
