// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace attacca::core {

/// A window that nobody sees, of the thread that makes it: what other threads post comes to that
/// thread with its other messages, in order, and so do its timers. A thread that handles no
/// messages hears nothing.
class MessageWindow {
 public:
  /// Called on the thread, from its handling of messages; must not throw.
  struct Client {
    std::function<void(std::uintptr_t)> posted;  ///< with what was posted
    std::function<bool(std::uintptr_t)> due;     ///< a timer's number; false: it ends
  };

  /// May fail, see usable(). [main]
  explicit MessageWindow(Client client);
  /// Nothing is called afterwards; what is running on the thread meanwhile goes on, and the
  /// client's functions live until it has returned. [not audio]
  ~MessageWindow();
  MessageWindow(const MessageWindow&) = delete;
  MessageWindow& operator=(const MessageWindow&) = delete;

  [[nodiscard]] bool usable() const noexcept { return window_ != nullptr; }
  /// Whether this thread is the one that it belongs to. [not audio]
  [[nodiscard]] bool is_here() const noexcept;
  /// False when its thread has ended, and all windows of that with it. [not audio]
  [[nodiscard]] bool exists() const noexcept;

  /// False where the thread's queue is full, or gone. [not audio]
  bool post(std::uintptr_t value) const noexcept;

  /// Has `due` called about every `period`; again: with another period. `number` is not 0. False if
  /// the system has no timers left. [main]
  bool start_timer(std::uintptr_t number, std::chrono::milliseconds period) noexcept;
  void stop_timer(std::uintptr_t number) noexcept;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
  void* window_ = nullptr;  ///< an HWND
};

/// Whether the calling thread has a window beside those that only messages come to. Hidden ones
/// count: hosts load plugins before they show anything, and whoever has one must handle messages,
/// as the system waits for an answer to what it tells all windows. [not audio]
[[nodiscard]] bool this_thread_has_windows() noexcept;

}  // namespace attacca::core
