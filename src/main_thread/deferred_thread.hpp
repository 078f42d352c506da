// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "main_thread/deferred_calls.hpp"

namespace attacca::core {

/// A thread that is called back on: one for each kind of work and binary (each shared library with
/// plugins in it). It stands in where a host offers no way to be called back, and another one runs
/// background tasks. It starts when somebody wants a call or is active, and ends when the last of
/// these has gone. It sleeps when nothing is wanted; while an
/// instance is active it looks for notes of the audio threads, every 20 ms while blocks come and
/// once a second while none do, at a cost that does not depend on how many instances there are.
class DeferredThread {
 public:
  /// What the thread is for; each kind has a thread of its own.
  enum class Work : std::uint8_t { main_thread, background };

  /// `callback` runs on the thread, once for any number of requests; callbacks of all instances run
  /// one after the other. It must not throw. If the system has no thread left, it is tried again
  /// with the next request. [main]
  explicit DeferredThread(std::function<void()> callback, Work work = Work::main_thread)
      : work_(work), call_(std::move(callback)) {}
  ~DeferredThread() { close(); }
  DeferredThread(const DeferredThread&) = delete;
  DeferredThread& operator=(const DeferredThread&) = delete;

  /// No callback afterwards: waits for one in progress, unless it is called from within. That one
  /// may still use this object, and so may whoever comes late: their requests are ignored. Again
  /// does nothing. The destructor does it too. [main]
  void close() noexcept;
  /// Needs no thread for now: somebody else answers. Does not wait. [main]
  void pause() noexcept;

  /// Wants a call, at once. [not audio]
  void wake() noexcept;
  /// Wants a call, soon, while active: sets atomics and nothing else. [audio]
  void note() noexcept { call_.note(); }
  /// Whether note() may be used from now on. [main]
  void set_active(bool active) noexcept;

 private:
  class Pool;
  friend class Pool;
  template <Work work>
  static Pool& pool_of();
  Pool& pool() const;

  const Work work_;
  DeferredCall call_;
  bool active_ = false;  // guarded by the pool
  bool closed_ = false;  // guarded by the pool
};

}  // namespace attacca::core
