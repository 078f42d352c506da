// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::clap {

/// A position or length in quarter-note beats, as a fixed-point number: beats * kBeatTimeFactor.
using BeatTime = std::int64_t;

/// A position or length in seconds, as a fixed-point number: seconds * kSecTimeFactor.
using SecTime = std::int64_t;

inline constexpr std::int64_t kBeatTimeFactor = std::int64_t{1} << 31;
inline constexpr std::int64_t kSecTimeFactor = std::int64_t{1} << 31;

/// Fixed point to beats. [any]
[[nodiscard]] constexpr double to_beats(BeatTime time) noexcept {
  return static_cast<double>(time) / static_cast<double>(kBeatTimeFactor);
}

/// Fixed point to seconds. [any]
[[nodiscard]] constexpr double to_seconds(SecTime time) noexcept {
  return static_cast<double>(time) / static_cast<double>(kSecTimeFactor);
}

/// Beats (|beats| < 2^32) to the nearest fixed-point number, halves away from zero. [any]
[[nodiscard]] constexpr BeatTime to_beat_time(double beats) noexcept {
  const double scaled = beats * static_cast<double>(kBeatTimeFactor);
  return static_cast<BeatTime>(scaled < 0.0 ? scaled - 0.5 : scaled + 0.5);
}

/// Seconds (|seconds| < 2^32) to the nearest fixed-point number, halves away from zero. [any]
[[nodiscard]] constexpr SecTime to_sec_time(double seconds) noexcept {
  const double scaled = seconds * static_cast<double>(kSecTimeFactor);
  return static_cast<SecTime>(scaled < 0.0 ? scaled - 0.5 : scaled + 0.5);
}

}  // namespace attacca::clap
