// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <mutex>
#include <optional>

#include "main_thread/main_thread.hpp"

namespace attacca::core {

/// A way to the gate of an instance that may end at any time: for what the system calls on one
/// thread while another one, inside the gate, ends what the call is for. It outlives the instance,
/// and must be closed before that ends.
class Entrance {
 public:
  explicit Entrance(MainThread& main) noexcept : main_(&main) {}
  Entrance(const Entrance&) = delete;
  Entrance& operator=(const Entrance&) = delete;

  /// Nobody passes any more. Who has passed already may still be waiting at the gate, and sees
  /// is_open() inside. Inside the gate.
  void close() noexcept {
    const std::lock_guard lock(mutex_);
    main_ = nullptr;
  }
  [[nodiscard]] bool is_open() const noexcept {
    const std::lock_guard lock(mutex_);
    return main_ != nullptr;
  }

  /// Runs `body` with the gate, outside of it, and keeps the instance meanwhile; after close() not
  /// at all. [not audio]
  template <typename Body>
  void pass(Body&& body) const {
    std::optional<MainThread::Hold> hold;
    MainThread* main = nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (main_ == nullptr) return;
      main = main_;
      hold.emplace(*main);
    }
    body(*main);
  }

 private:
  mutable std::mutex mutex_;
  MainThread* main_;  ///< guarded by mutex_
};

}  // namespace attacca::core
