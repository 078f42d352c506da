// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace parlando {

/// A browser that has the page open: what is still to be sent to it, and what it has asked for that
/// the conductor has yet to do. [any]
class PageVisitor {
 public:
  /// One that takes so little of what happens is sent away; it asks for everything anew when it
  /// comes back.
  static constexpr std::size_t kMostBytes = std::size_t{16} << 20U;
  /// Nothing more is read from one that has asked for so much, until some of it is done.
  static constexpr std::size_t kMostRequests = 64;
  static constexpr std::size_t kMostRequestBytes = std::size_t{1} << 20U;

  /// `wake` has the server look for what is to be sent, from any thread.
  explicit PageVisitor(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// Sends one JSON object.
  void deliver(std::string_view json) {
    {
      const std::lock_guard lock(mutex_);
      if (is_too_slow_) return;
      bytes_ += json.size();
      is_too_slow_ = bytes_ > kMostBytes;
      if (!is_too_slow_) waiting_.emplace_back(json);
    }
    wake_();
  }

  /// Takes what is next; false: nothing.
  bool take(std::string& json) {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) return false;
    json = std::move(waiting_.front());
    waiting_.pop_front();
    bytes_ -= json.size();
    return true;
  }
  /// A request has come in, or has been carried out: what `PageBackend::request` was given.
  void request_begins(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    ++requests_;
    request_bytes_ += bytes;
  }
  void request_ends(std::size_t bytes) {
    bool is_free_again = false;
    {
      const std::lock_guard lock(mutex_);
      const bool was_busy = is_busy();
      --requests_;
      request_bytes_ -= bytes;
      is_free_again = was_busy && !is_busy();
    }
    if (is_free_again) wake_();
  }
  [[nodiscard]] bool has_asked_enough() const {
    const std::lock_guard lock(mutex_);
    return is_busy();
  }

  [[nodiscard]] bool has_more() const {
    const std::lock_guard lock(mutex_);
    return !waiting_.empty();
  }
  [[nodiscard]] bool is_too_slow() const {
    const std::lock_guard lock(mutex_);
    return is_too_slow_;
  }

 private:
  [[nodiscard]] bool is_busy() const noexcept {
    return requests_ >= kMostRequests || request_bytes_ >= kMostRequestBytes;
  }

  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::deque<std::string> waiting_;
  std::size_t bytes_ = 0;
  std::size_t requests_ = 0;
  std::size_t request_bytes_ = 0;
  bool is_too_slow_ = false;
};

}  // namespace parlando
