// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Timers and the system's events for an open editor, from EditorContext::event_loop():
//
//     timer_ = context.event_loop().start_timer(40ms, [this] { blink(); });
//     …
//     context.event_loop().stop(timer_);
//
// Main thread. Callbacks come one at a time and never beside a call into the editor. Stop what was
// started before close() returns.

#include <chrono>
#include <cstdint>
#include <functional>

namespace attacca {

/// The main thread's timers and events while an editor is open: the host's own where it offers
/// them. Where it does not, they are a thread of the framework's, under Windows the messages of the
/// thread that the editor was opened on, and under macOS the main thread's run loop. Callbacks
/// never run in parallel with one another or with calls into the editor. All members [main], which
/// is where the callbacks come, too.
class EventLoop {
 public:
  /// Something that the operating system lets a loop wait for until it is ready, as a window
  /// system's connection is. Only code for one system knows what the number means: under Linux
  /// and macOS it is a descriptor, ready when it can be read, and under Windows a handle that can
  /// be waited for.
  class Source {
   public:
    /// `native` is the system's number. [any]
    constexpr explicit Source(std::intptr_t native) noexcept : native_(native) {}
    /// The same again. [any]
    [[nodiscard]] constexpr std::intptr_t native() const noexcept { return native_; }

   private:
    std::intptr_t native_;
  };

  using Handle = std::uint64_t;  ///< 0 is never handed out: it means that nothing was registered

  virtual ~EventLoop() = default;

  /// Calls `ready` for as long as `source` is ready, again and again. Returns 0 if that is not
  /// possible. [main]
  virtual Handle watch(Source source, std::function<void()> ready) = 0;

  /// Calls `tick` about every `period` until stopped. Returns 0 if that is not possible.
  virtual Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) = 0;

  /// Calls `call` at once, as a callback of the loop's: for what the system brings to the main
  /// thread by another way, as Windows and macOS call a window. On the thread of the callbacks.
  /// [main]
  virtual void deliver(const std::function<void()>& call) { call(); }

  /// Calls what it is given as deliver() does.
  using Deliver = std::function<void(const std::function<void()>&)>;
  /// deliver() to keep: the system may call a window while another thread closes its editor. That
  /// of EditorContext::event_loop() outlives the loop, and calls nothing after the editor has
  /// closed. [main]
  [[nodiscard]] virtual Deliver deliverer() {
    return [this](const std::function<void()>& call) { deliver(call); };
  }

  /// Ends a watch or a timer; unknown handles and 0 are ignored. No callback comes afterwards.
  virtual void stop(Handle handle) noexcept = 0;
};

}  // namespace attacca
