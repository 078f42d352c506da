// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "host/callback_visitor.hpp"

namespace attacca::validate {

/// Holds an audio callback open in its middle until it is released, or until the limit is over, so
/// that a main thread which waits for the callback is found out instead of waiting for ever.
class HeldCallback final : public host::CallbackVisitor {
 public:
  explicit HeldCallback(std::chrono::milliseconds limit = std::chrono::milliseconds(1500))
      : limit_(limit) {}

  /// Waits until a callback is inside. False: none came in time; the plugin does not look at its
  /// events, so that its callback cannot be held. [main]
  [[nodiscard]] bool wait_until_inside(
      std::chrono::milliseconds time = std::chrono::milliseconds(1000)) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return is_inside_; });
  }
  /// Lets the callback go on. [main]
  void release() {
    {
      const std::lock_guard lock(mutex_);
      is_released_ = true;
    }
    changed_.notify_all();
  }
  /// Whether the callback went on because the limit was over: somebody waited for it. [main]
  [[nodiscard]] bool gave_up() {
    const std::lock_guard lock(mutex_);
    return gave_up_;
  }

  void in_callback() noexcept override {
    std::unique_lock lock(mutex_);
    is_inside_ = true;
    changed_.notify_all();
    gave_up_ = !changed_.wait_for(lock, limit_, [this] { return is_released_; });
  }

 private:
  const std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_inside_ = false;
  bool is_released_ = false;
  bool gave_up_ = false;
};

}  // namespace attacca::validate
