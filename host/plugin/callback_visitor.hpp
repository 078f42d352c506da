// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <utility>

#include "host/guard/realtime_guard.hpp"

namespace attacca::host {

/// Comes by once in the middle of a plugin's audio callback: when the plugin first looks at its
/// input events or parameter changes. A test that waits here holds the callback of any plugin open
/// for as long as it likes.
class CallbackVisitor {
 public:
  virtual ~CallbackVisitor() = default;
  /// Inside process() only. [audio] What is done here is the host's doing, not counted as the
  /// plugin's.
  virtual void in_callback() noexcept = 0;
};

/// Goes with a visitor and takes the time it stays. [audio]
class TimedVisitor final : public CallbackVisitor {
 public:
  void accompany(CallbackVisitor* visitor) noexcept {  ///< Null: it was called off.
    visitor_ = visitor;
    stayed_ = {};
  }
  /// The callback is over: nobody comes any more. Returns the nanoseconds that the visitor stayed.
  [[nodiscard]] std::uint64_t leave() noexcept {
    visitor_ = nullptr;
    return static_cast<std::uint64_t>(std::chrono::nanoseconds(stayed_).count());
  }
  void in_callback() noexcept override {
    if (visitor_ == nullptr) return;
    const auto began = Clock::now();
    visitor_->in_callback();
    stayed_ += Clock::now() - began;
  }

 private:
  using Clock = std::chrono::steady_clock;

  CallbackVisitor* visitor_ = nullptr;
  Clock::duration stayed_{};
};

/// One block's visit: the host's event lists call arrive() whenever the plugin looks at them, and
/// the first call counts.
class CallbackVisit {
 public:
  void expect(CallbackVisitor* visitor) noexcept { visitor_ = visitor; }  ///< [audio]
  void arrive() noexcept {                                                ///< [audio]
    if (visitor_ == nullptr) return;
    CallbackVisitor& visitor = *std::exchange(visitor_, nullptr);
    const RealtimePardon not_the_plugin;
    visitor.in_callback();
  }

 private:
  CallbackVisitor* visitor_ = nullptr;
};

}  // namespace attacca::host
