// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "host/profile/host_profile.hpp"
#include "trial/validate/check.hpp"
#include "trial/validate/check_result.hpp"
#include "trial/validate/subject.hpp"

namespace attacca::validate {

struct RunnerOptions {
  std::uint64_t seed = 1;
  unsigned jobs = 1;           ///< Checks that run at the same time, each in its own process.
  double patience = 1.0;       ///< Factor on every check's timeout.
  bool in_process = false;     ///< For debuggers: no child, no timeout, one at a time.
  bool shows_printed = false;  ///< What plugins print goes through instead of being kept.
};

/// One check to be run.
struct Job {
  const Check* check = nullptr;
  const Subject* subject = nullptr;
  const host::HostProfile* profile = nullptr;
  std::string profile_name;
};

/// Runs the jobs, each in a child process of its own, and hands the results over in the order of
/// the jobs. `on_result` returns false to end early. The calling process must have one thread only.
/// Signals: SIGINT and SIGTERM end the run early; the running children are killed. [main]
void run_checks(const std::vector<Job>& jobs, const RunnerOptions& options,
                const std::function<bool(std::size_t index, CheckResult)>& on_result);

/// Whether the last run_checks() ended early because of a signal. [main]
[[nodiscard]] bool was_interrupted() noexcept;

/// Runs one check in this process. What it throws or crashes with is the caller's. [main]
[[nodiscard]] CheckResult run_in_process(const Job& job, std::uint64_t seed);

}  // namespace attacca::validate
