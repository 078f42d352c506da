// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include <sys/types.h>

namespace attacca::dev {

/// A process group that this program has started, known for as long as this lives to
/// signal_child_groups(): for a program that has no time left to end them one by one.
class ChildGroup {
 public:
  /// `signal` is what ends it: SIGINT for a build that is to tidy up. [main]
  ChildGroup(pid_t group, int signal) noexcept;
  ~ChildGroup();
  ChildGroup(const ChildGroup&) = delete;
  ChildGroup& operator=(const ChildGroup&) = delete;

 private:
  std::size_t slot_;
};

/// Sends each of them its signal. [any] May be called in a signal's handler.
void signal_child_groups() noexcept;

}  // namespace attacca::dev
