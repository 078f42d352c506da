// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "host/plugin/callback_visitor.hpp"

namespace attacca::host {

/// Holds an audio callback open in its middle until it is released, or until the limit is over, so
/// that a main thread which waits for the callback is found out instead of waiting forever.
class HeldCallback final : public CallbackVisitor {
 public:
  /// Ready to hold one callback.
  explicit HeldCallback(std::chrono::milliseconds limit = std::chrono::milliseconds(1500))
      : limit_(limit) {}

  /// Gets ready to hold one more. [not audio]
  void arm() {
    const std::lock_guard lock(mutex_);
    state_ = State::armed;
    gave_up_ = false;
  }
  /// Waits until a callback is inside. False: none came in time; the plugin does not look at its
  /// events, so that its callback cannot be held. [not audio]
  [[nodiscard]] bool wait_until_inside(
      std::chrono::milliseconds time = std::chrono::milliseconds(1000)) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, time, [this] { return state_ != State::armed; });
    return state_ == State::inside;
  }
  /// Lets the callback go on; one that comes later is not held. [not audio]
  void release() {
    {
      const std::lock_guard lock(mutex_);
      state_ = State::idle;
    }
    changed_.notify_all();
  }
  /// Whether the callback went on because the limit was over: somebody waited for it.
  /// [not audio]
  [[nodiscard]] bool gave_up() {
    const std::lock_guard lock(mutex_);
    return gave_up_;
  }

  void in_callback() noexcept override {
    std::unique_lock lock(mutex_);
    if (state_ != State::armed) return;
    state_ = State::inside;
    changed_.notify_all();
    gave_up_ = !changed_.wait_for(lock, limit_, [this] { return state_ != State::inside; });
    if (gave_up_) state_ = State::idle;
  }

 private:
  enum class State : unsigned char { armed, inside, idle };

  const std::chrono::milliseconds limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::armed;
  bool gave_up_ = false;
};

}  // namespace attacca::host
