// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>

namespace attacca::core {

/// Waits on a thread of the system's until something can be waited for no longer because it is
/// ready, and says so once. [main]
class SourceWatch {
 public:
  /// `ready` is called on another thread, once for each arm(); must not throw.
  SourceWatch(std::intptr_t native, std::function<void()> ready);
  /// Waits for a `ready` that is running.
  ~SourceWatch();
  SourceWatch(const SourceWatch&) = delete;
  SourceWatch& operator=(const SourceWatch&) = delete;

  /// Begins to wait; false if that cannot be waited for (any more).
  bool arm() noexcept;

 private:
  void disarm() noexcept;

  std::intptr_t native_;
  std::function<void()> ready_;
  void* wait_ = nullptr;  ///< the system's handle
};

}  // namespace attacca::core
