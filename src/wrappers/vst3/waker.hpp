// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>

#include "attacca/gui/event_loop.hpp"
#include "main_thread/deferred_thread.hpp"
#include "main_thread/main_gate.hpp"

namespace attacca::vst3_wrapper {

/// Brings somebody to the gate to do what waits there: the host's main thread while there is an
/// event loop of the host's, a thread of ours otherwise.
class Waker {
 public:
  explicit Waker(MainGate& gate);
  ~Waker();
  Waker(const Waker&) = delete;
  Waker& operator=(const Waker&) = delete;

  /// The host's event loop from now on; null: there is none. It may end any time after the next
  /// use(). [main]
  void use(EventLoop* loop);
  /// The last call: nobody comes to the gate any more on our account. Outside the gate. [main]
  void close() noexcept;

  /// At once. [not audio]
  void wake() noexcept;
  /// Soon: an atomic and nothing else. Seen within about 20 ms while active. [audio]
  void note() noexcept;
  /// Whether processing is under way, so that note() may come. [main]
  void set_active(bool active) noexcept;

 private:
  [[nodiscard]] bool ring() noexcept;
  void answer() noexcept;

  MainGate& gate_;
  int descriptor_ = -1;               ///< an eventfd, made when first needed
  std::atomic<bool> watched_{false};  ///< the host's loop watches it
  EventLoop* loop_ = nullptr;
  EventLoop::Handle watch_ = 0;
  core::DeferredThread late_;
};

}  // namespace attacca::vst3_wrapper
