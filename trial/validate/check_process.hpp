// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "attacca/base/result.hpp"
#include "trial/validate/check_child.hpp"
#include "trial/validate/check_runner.hpp"
#include "trial/validate/shared_log.hpp"

namespace attacca::validate {

/// One check in a process of its own: whatever the plugin does there, this process goes on. The
/// child is killed with this object, and everything that it started in its process group. [main]
class CheckProcess {
 public:
  using Clock = std::chrono::steady_clock;

  /// `seed` is the check's own. Errors: no memory, no process.
  [[nodiscard]] static Result<CheckProcess> start(const Job& job, std::uint64_t seed,
                                                  const RunnerOptions& options);

  [[nodiscard]] const CheckChild& child() const noexcept { return child_; }
  /// Whether the check tries one plugin of a file after the other: its time counts for each step.
  [[nodiscard]] bool has_time_per_step() const noexcept;  ///< [main]
  void follow_steps();  ///< Moves the deadline when another step has begun. [main]
  [[nodiscard]] Clock::time_point deadline() const noexcept { return deadline_; }

  /// Waits for the child's end. Once.
  [[nodiscard]] CheckResult finish();
  /// The deadline has passed: asks the child where it is, and kills it. Once.
  [[nodiscard]] CheckResult give_up();

 private:
  CheckProcess(const Job& job, SharedLogPointer log, CheckChild child);

  void read_printed(CheckResult& result) const;
  [[nodiscard]] CheckResult result_so_far(bool left_behind) const;

  Job job_;
  SharedLogPointer log_;
  CheckChild child_;
  Clock::time_point began_;
  Clock::time_point deadline_;
  Clock::duration patience_{};
  std::string step_;
};

}  // namespace attacca::validate
