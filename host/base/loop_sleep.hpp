// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>

namespace attacca::host {

/// What a main loop sleeps in: until another thread wakes it, something happens on a descriptor, or
/// the time is over. On Windows the thread's messages are taken out and dispatched meanwhile, and
/// on macOS the main thread's run loop runs, as plugins live on them.
class LoopSleep {
 public:
  /// What is waited for on a descriptor, and what has happened; poll(2)'s numbers, whatever the
  /// system.
  struct Watched {
    int descriptor = -1;
    short events = 0;
    short happened = 0;
  };
  static constexpr short kReadable = 0x001;
  static constexpr short kWritable = 0x004;
  static constexpr short kFailed = 0x008;
  static constexpr short kHungUp = 0x010;
  static constexpr short kInvalid = 0x020;  ///< The descriptor is closed.

  LoopSleep();
  ~LoopSleep();
  LoopSleep(const LoopSleep&) = delete;
  LoopSleep& operator=(const LoopSleep&) = delete;

  /// Whether descriptors can be waited for: everywhere but on Windows and macOS, where hosts have
  /// no such thing for plugins either. [any]
  [[nodiscard]] static bool takes_descriptors() noexcept;
  /// Whether plugins find the loop by themselves: on Windows by a window of the thread's, which
  /// nobody sees, unless windows cannot be opened. False elsewhere. [any]
  [[nodiscard]] bool has_window() const noexcept { return window_ != nullptr; }
  /// False: the system had nothing left for it, so that wake() does nothing. [main]
  [[nodiscard]] bool can_be_woken() const noexcept;
  /// Ends the present or the next sleep. Makes a system call. [any]
  void wake() noexcept;
  /// Fills in `happened`. [main]
  void sleep(std::span<Watched> watched, std::chrono::milliseconds timeout);

 private:
  /// Where wake() is heard and where it writes; below 0, or null: there is none.
  std::array<std::intptr_t, 2> ends_;
  void* window_ = nullptr;  ///< An HWND, see has_window().
};

}  // namespace attacca::host
