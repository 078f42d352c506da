// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "host/crash/crash_reporter.hpp"
#include "trial/run/supervised_child.hpp"

// What supervised children have in common on all systems, see run_in_child().
namespace attacca::trial {

/// Whether a child still gives signs of life, and its audio thread too. [main]
class SignsOfLife {
 public:
  /// Both outlive it.
  SignsOfLife(const RunVitals& vitals, const std::chrono::milliseconds& patience)
      : vitals_(vitals), patience_(patience), beats_(vitals.beats) {}

  [[nodiscard]] bool goes_on();

 private:
  using Clock = std::chrono::steady_clock;

  const RunVitals& vitals_;
  const std::chrono::milliseconds& patience_;
  std::uint64_t beats_;
  Clock::time_point last_beat_ = Clock::now();
};

/// Asks a child that hangs where it is, for at most two seconds; `crash` is empty if it says
/// nothing. [main]
void ask_hanging(pid_t child, host::CrashRecord& crash);

/// `has_ended`: by itself; `signal`: by which, or by which exception. [any]
[[nodiscard]] ChildEnding ending_of(pid_t child, bool has_ended, std::optional<int> signal,
                                    const RunVitals& vitals);

/// What a child that crashed or hung has said of it. [main]
void add_crash(ChildEnding& ending, const host::CrashRecord& crash);

}  // namespace attacca::trial
