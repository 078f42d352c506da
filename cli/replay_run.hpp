// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "report/command_result.hpp"

namespace attacca::cli {

/// What `attacca run --replay` or `attacca soak --replay` was given.
struct ReplayRunOptions {
  std::string replay;                ///< the script of calls
  std::vector<std::string> plugins;  ///< one, FILE or FILE#ID
  std::vector<std::string> states;   ///< one or none
  double patience = 1.0;             ///< a factor
  double seconds = 0.0;              ///< again and again, for as long; 0: once
};

/// Acts a replay out in a child process, and says what became of it; for `soak` also how much
/// memory it holds more at the end than after the first round. [main]
void run_replay(const ReplayRunOptions& options, CommandResult& result);

}  // namespace attacca::cli
