// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace attacca {

/// The main thread's timers and file descriptors while an editor is open: the host's own where it
/// offers them, a thread of the framework's where it does not. Callbacks never run in parallel with
/// one another or with calls into the editor. All calls: [main], or inside one of the callbacks.
class EventLoop {
 public:
  using Handle = std::uint64_t;  ///< 0 is never handed out: it means that nothing was registered

  virtual ~EventLoop() = default;

  /// Calls `ready` whenever `fd` can be read (level-triggered). Returns 0 if that is not possible.
  virtual Handle watch_fd(int fd, std::function<void()> ready) = 0;

  /// Calls `tick` about every `period` until stopped. Returns 0 if that is not possible.
  virtual Handle start_timer(std::chrono::milliseconds period, std::function<void()> tick) = 0;

  /// Ends a watch or a timer; unknown handles and 0 are ignored. No callback comes afterwards.
  virtual void stop(Handle handle) noexcept = 0;
};

}  // namespace attacca
