// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "attacca/base/result.hpp"
#include "report/exit_code.hpp"

namespace attacca {

/// What a command has to say; `main` prints it: `document` with --json, else `text`, on the
/// standard output, and the error in one line on the standard error. A command that speaks while it
/// works may print by itself and leave `text` empty.
struct CommandResult {
  std::string command;
  bool json = false;  ///< --json was given
  ExitCode exit_code = ExitCode::ok;
  nlohmann::ordered_json document = nlohmann::ordered_json::object();
  std::string text;
  bool has_printed = false;  ///< line by line, also with --json; an empty `document` is not printed
  std::string error;         ///< "what: where: what to do"; empty when there is none

  void fail(ExitCode code, const Error& reason) {
    exit_code = code;
    error = reason.message;
  }
};

}  // namespace attacca
