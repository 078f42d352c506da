// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace attacca::mcp {

/// What a program did.
struct Outcome {
  int exit_code = -1;   ///< -1: it did not run, was ended, or crashed
  std::string output;   ///< of its standard output, at most 64 MB
  std::string errors;   ///< of its standard error, the last 64 kB
  std::string failure;  ///< why there is no exit code; empty: there is one
};

/// Runs a program of $PATH, or by its path, with nothing on its standard input, to its end or until
/// `is_cancelled`; it and its children are ended then. [not audio]
/// `is_alive` is called every second meanwhile, with the last line of its standard error.
[[nodiscard]] Outcome run_child(const std::vector<std::string>& command,
                                const std::atomic<bool>& is_cancelled,
                                const std::function<void(const std::string& last_line)>& is_alive);

}  // namespace attacca::mcp
