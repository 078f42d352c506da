// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cmath>
#include <cstdint>

#include "parlando/timing/sample_clock.hpp"

namespace parlando {

inline constexpr std::int64_t kMillisecond = 1'000'000;  // in nanoseconds
inline constexpr std::int64_t kSecond = 1'000'000'000;

/// Whole nanoseconds. [any]
[[nodiscard]] inline std::int64_t nanoseconds_of(double seconds) noexcept {
  return static_cast<std::int64_t>(std::llround(seconds * static_cast<double>(kSecond)));
}

/// One moment on both clocks, in nanoseconds. All that the conductor decides takes one instead of
/// asking the clock, so that tests bring their own time.
struct Moment {
  std::int64_t steady = 0;  ///< never steps: for silences and intervals
  std::int64_t wall = 0;    ///< since 1970-01-01 UTC: for time tags

  /// [any]
  [[nodiscard]] static Moment now() noexcept {
    const ClockReading reading = read_clocks();
    return {reading.steady_ns, reading.unix_ns};
  }
  /// Later by so many nanoseconds. [any]
  [[nodiscard]] constexpr Moment after(std::int64_t nanoseconds) const noexcept {
    return {steady + nanoseconds, wall + nanoseconds};
  }
};

}  // namespace parlando
