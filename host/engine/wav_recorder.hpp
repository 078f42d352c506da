// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// Writes a 32-bit float WAV while it is being played: the audio thread hands frames to a ring
/// buffer, a background thread writes them to disk.
class WavRecorder {
 public:
  static constexpr double kSecondsBuffered = 4.0;

  /// `seconds_buffered` sizes the ring. A recording of `expected_frames` that may not fit into the
  /// 4 GiB of a WAV becomes an RF64 (EBU Tech 3306), which the same programs read. [main] Errors:
  /// the file cannot be created.
  [[nodiscard]] static Result<std::unique_ptr<WavRecorder>> create(
      const std::filesystem::path& path, double sample_rate, std::uint32_t channels,
      double seconds_buffered = kSecondsBuffered, std::uint64_t expected_frames = 0);
  ~WavRecorder();

  /// Hands over `frames` frames of every channel; false, and nothing taken, when the ring has no
  /// room (then the frames are counted as lost). No lock, no allocation, no system call. [audio]
  bool push(std::span<const float* const> channels, std::uint32_t frames) noexcept;
  /// Whether push() of `frames` would succeed; for a free-wheeling audio thread that waits. [audio]
  [[nodiscard]] bool has_room(std::uint32_t frames) const noexcept;

  /// Writes what is left and closes the file. [main] Errors: disk full, or frames were lost.
  [[nodiscard]] Result<void> finish();

 private:
  struct Impl;
  explicit WavRecorder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace attacca::host
