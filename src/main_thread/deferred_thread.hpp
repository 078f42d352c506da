// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <functional>

namespace attacca::core {

/// A registration with the deferred thread: one background thread per process for the work of
/// instances whose host offers no way to be called back. It lives as long as somebody is
/// registered, sleeps when nothing is wanted, and looks for notes from audio threads every 20 ms
/// while at least one registered instance is active.
class DeferredThread {
 public:
  /// `callback` runs on the deferred thread, once for any number of requests; callbacks of all
  /// registrations run one after the other. It must not throw. If the system has no thread left,
  /// nothing is ever called. [main]
  explicit DeferredThread(std::function<void()> callback);
  ~DeferredThread();
  DeferredThread(const DeferredThread&) = delete;
  DeferredThread& operator=(const DeferredThread&) = delete;

  /// No callback afterwards: waits for one in progress, unless it is called from within. That one
  /// may still use this object, and so may whoever comes late: their requests are ignored. Again
  /// does nothing. The destructor does it too. [main]
  void close() noexcept;

  /// Wants a call, at once. [not audio]
  void wake() noexcept;
  /// Wants a call, soon: sets an atomic and nothing else. Seen while active. [audio]
  void note() noexcept { wanted_.store(true, std::memory_order_release); }
  /// Whether note() may be used from now on. [main]
  void set_active(bool active) noexcept;

 private:
  class Pool;
  friend class Pool;
  static Pool& pool();

  std::function<void()> callback_;
  std::atomic<bool> wanted_{false};
  bool active_ = false;  // guarded by the pool
};

}  // namespace attacca::core
