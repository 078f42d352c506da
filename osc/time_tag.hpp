// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::osc {

/// A point of time as OSC has it: seconds since 1900-01-01 UTC in the upper 32 bits, fractions of a
/// second in the lower. Source: OSC 1.0, "Atomic Data Types" (the form of NTP, RFC 5905). All
/// members [any].
struct TimeTag {
  std::uint64_t value = kImmediately;

  static constexpr std::uint64_t kImmediately = 1;
  /// Seconds from 1900 to 1970.
  static constexpr std::uint64_t kUnixEpoch = 2'208'988'800;

  [[nodiscard]] constexpr bool is_immediate() const noexcept { return value == kImmediately; }

  /// Of nanoseconds since 1970-01-01 UTC, exact to a quarter of a nanosecond. Times after
  /// 2036-02-07 begin again at 0, as NTP's do.
  [[nodiscard]] static constexpr TimeTag from_unix_nanoseconds(std::int64_t nanoseconds) noexcept {
    std::int64_t seconds = nanoseconds / 1'000'000'000;
    std::int64_t rest = nanoseconds % 1'000'000'000;
    if (rest < 0) {
      rest += 1'000'000'000;
      --seconds;
    }
    const std::uint64_t upper = (static_cast<std::uint64_t>(seconds) + kUnixEpoch) & 0xFFFF'FFFFull;
    // Rounded up, so that the way back gives the same nanosecond.
    const std::uint64_t lower =
        ((static_cast<std::uint64_t>(rest) << 32) + 999'999'999) / 1'000'000'000;
    return {(upper << 32) | lower};
  }

  /// Nanoseconds since 1970-01-01 UTC. Seconds below 2^31 are taken to be after 2036.
  [[nodiscard]] constexpr std::int64_t unix_nanoseconds() const noexcept {
    std::int64_t seconds = static_cast<std::int64_t>(value >> 32);
    if (seconds < (std::int64_t{1} << 31)) seconds += std::int64_t{1} << 32;
    seconds -= static_cast<std::int64_t>(kUnixEpoch);
    const std::uint64_t rest = ((value & 0xFFFF'FFFFull) * 1'000'000'000) >> 32;
    return seconds * 1'000'000'000 + static_cast<std::int64_t>(rest);
  }

  friend constexpr bool operator==(TimeTag, TimeTag) noexcept = default;
};

}  // namespace attacca::osc
