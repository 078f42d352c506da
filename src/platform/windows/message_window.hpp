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
    std::function<void(std::uintptr_t)> due;     ///< a timer's number
  };

  /// May fail, see usable(). [main]
  explicit MessageWindow(Client client);
  /// Nothing is called afterwards, unless it is running on the thread while another one is here.
  /// [not audio]
  ~MessageWindow();
  MessageWindow(const MessageWindow&) = delete;
  MessageWindow& operator=(const MessageWindow&) = delete;

  [[nodiscard]] bool usable() const noexcept { return window_ != nullptr; }

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

/// Whether the calling thread has a window that can be seen or that others belong to: then it is
/// one of those that handle messages. [not audio]
[[nodiscard]] bool this_thread_has_windows() noexcept;

}  // namespace attacca::core
