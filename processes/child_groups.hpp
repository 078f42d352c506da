// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

namespace attacca::processes {

/// As the system numbers processes, and the groups that they lead.
using ProcessId = std::int64_t;

/// How a program is told to end.
enum class Signal : std::uint8_t {
  interrupt,  ///< as by Ctrl-C: a build tool tidies up
  terminate,  ///< as systems do it
  kill,       ///< at once; it cannot refuse
};

/// A process group that this program has started, known for as long as this lives to
/// signal_child_groups(): for a program that has no time left to end them one by one.
class ChildGroup {
 public:
  /// `signal` is what ends it. [main]
  ChildGroup(ProcessId group, Signal signal) noexcept;
  ~ChildGroup();
  ChildGroup(const ChildGroup&) = delete;
  ChildGroup& operator=(const ChildGroup&) = delete;

 private:
  std::size_t slot_;
};

/// Sends each of them its signal. [any] May be called in a signal's handler.
void signal_child_groups() noexcept;

}  // namespace attacca::processes
