// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>

#include <signal.h>
#include <sys/types.h>

namespace attacca::trial {

/// While it lives, what asks this process to end asks its child instead, at first to end and then
/// to end at once: also a terminal that is closed (SIGHUP) and its Ctrl-\ (SIGQUIT). One at a time.
/// [main]
class PassedSignals {
 public:
  PassedSignals();
  ~PassedSignals();
  PassedSignals(const PassedSignals&) = delete;
  PassedSignals& operator=(const PassedSignals&) = delete;

  /// The child, which is told what has come before there was one.
  void pass_to(pid_t child) noexcept;
  /// Its number may be another process's from now on.
  void pass_to_nobody() noexcept;
  [[nodiscard]] bool asked_to_end() const noexcept;

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  std::array<struct sigaction, kSignals.size()> old_{};
};

}  // namespace attacca::trial
