// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>

namespace attacca::core {

/// How often a host has entered the module and not left it. All members [any].
class ModuleCount {
 public:
  void enter() noexcept { entered_.fetch_add(1, std::memory_order_relaxed); }
  /// How often it was entered before: 1 is the last exit, 0 one too many, which changes nothing.
  int leave() noexcept {
    int count = entered_.load(std::memory_order_relaxed);
    while (count > 0 && !entered_.compare_exchange_weak(count, count - 1)) {
    }
    return count;
  }

 private:
  std::atomic<int> entered_{0};
};

}  // namespace attacca::core
