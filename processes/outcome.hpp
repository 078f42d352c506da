// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "processes/child.hpp"

namespace attacca::processes {

/// What a program did.
struct Outcome {
  std::int64_t exit_code = -1;  ///< -1: it did not run, was ended, or crashed
  std::string output;           ///< of its standard output, where that is kept
  std::string errors;           ///< of its standard error, likewise
  std::string failure;          ///< why there is no exit code; empty: there is one
};

/// Runs a program to its end, or until `goes_on` says no, which is asked at least ten times a
/// second: then it is told to end, and after 1.2 s killed, with all that it has started if it is
/// apart. [not audio] Nobody waits longer than a second for the output of what it leaves running.
[[nodiscard]] Outcome run(const std::vector<std::string>& command, const Start& how,
                          const std::function<bool(const Child&)>& goes_on);

/// Runs a program to its end as a shell would: Ctrl-C is for both. What it prints goes to our
/// standard error: the standard output is for our own answer. [main]
/// Errors: it is not there; it ended with another status than 0, or by a signal. They name it by
/// its first word.
[[nodiscard]] Result<void> run_in_front(const std::vector<std::string>& command);

}  // namespace attacca::processes
