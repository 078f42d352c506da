// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "platform/macos/run_loop_functions.hpp"

namespace attacca::test {

/// What stands in for CoreFoundation's run loop of the main thread: the thread that makes it. One
/// at a time. Its clock moves when it is told to.
class FakeMainLoop {
 public:
  FakeMainLoop();
  ~FakeMainLoop();
  FakeMainLoop(const FakeMainLoop&) = delete;
  FakeMainLoop& operator=(const FakeMainLoop&) = delete;

  [[nodiscard]] const core::RunLoopFunctions& functions() const noexcept;
  /// One there is, or null. [any]
  [[nodiscard]] static FakeMainLoop* current() noexcept;

  /// One turn: the clock goes on by so many seconds, then everything comes that is due or ready.
  /// Returns how many callbacks that were.
  int turn(double seconds = 0);
  /// Whether the loop is in a mode, and AppKit's runs, from now on.
  void set_running(bool loop, bool application) noexcept;
  /// Objects that were made and not released.
  [[nodiscard]] int objects() const noexcept;
  /// No object can be made from now on.
  void refuse() noexcept;

  struct State;

 private:
  State* const state_;
};

}  // namespace attacca::test
