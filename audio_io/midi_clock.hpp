// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <time.h>

namespace attacca::audio_io {

/// Nanoseconds of a clock that does not go back. [any]
[[nodiscard]] inline std::int64_t monotonic_ns() noexcept {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
}

/// Nanoseconds of `frames` at `sample_rate` Hz. [any]
[[nodiscard]] inline std::int64_t ns_of(std::uint32_t frames, double sample_rate) noexcept {
  return std::llround(static_cast<double>(frames) / sample_rate * 1e9);
}

/// Where in a block of `frames` that began at `block_ns` something is played that came at
/// `came_ns`: one block later. What came before that is played at once. [any]
[[nodiscard]] inline std::uint32_t frame_of(std::int64_t came_ns, std::int64_t block_ns,
                                            std::uint32_t frames, double sample_rate) noexcept {
  const double since = static_cast<double>(came_ns - block_ns) * 1e-9 * sample_rate + frames;
  if (!(since > 0.0) || frames == 0) return 0;
  return std::min(static_cast<std::uint32_t>(std::min(since, 1e9)), frames - 1);
}

}  // namespace attacca::audio_io
