// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <chrono>

#include "parlando/timing/sample_clock.hpp"

namespace parlando {

ClockReading read_clocks() noexcept {
  const auto count = [](auto time) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
  };
  return read_clocks_by([&] { return count(std::chrono::steady_clock::now()); },
                        [&] { return count(std::chrono::system_clock::now()); });
}

}  // namespace parlando
