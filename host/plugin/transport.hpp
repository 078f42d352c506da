// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::host {

/// Where the host's song is at the first frame of a block.
struct Transport {
  bool is_playing = false;
  bool is_recording = false;
  double tempo = 120.0;  ///< Quarter notes per minute.
  std::int32_t numerator = 4;
  std::int32_t denominator = 4;
  std::int64_t position_frames = 0;
  double sample_rate = 48000.0;
  /// CLOCK_MONOTONIC in nanoseconds when the first frame is due, in real time; below 0: not said.
  std::int64_t system_ns = -1;

  [[nodiscard]] double seconds() const noexcept {
    return static_cast<double>(position_frames) / sample_rate;
  }
  /// Quarter notes since the song's start, at a constant tempo.
  [[nodiscard]] double quarter_notes() const noexcept { return seconds() * tempo / 60.0; }
  /// Quarter notes in one bar.
  [[nodiscard]] double bar_length() const noexcept {
    return 4.0 * static_cast<double>(numerator) / static_cast<double>(denominator);
  }
};

}  // namespace attacca::host
