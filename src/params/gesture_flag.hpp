// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>

namespace attacca::core {

// What a parameter remembers of a gesture of process(): written there, and read as well by hosts
// that flush beside process(). [any]

[[nodiscard]] inline bool flag(bool& of) noexcept {
  return std::atomic_ref(of).load(std::memory_order_relaxed);
}
inline void set_flag(bool& of, bool value) noexcept {
  std::atomic_ref(of).store(value, std::memory_order_relaxed);
}

}  // namespace attacca::core
