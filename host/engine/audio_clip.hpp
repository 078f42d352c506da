// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// What a sample rate may be, in Hz.
inline constexpr double kLowestRate = 1'000.0;
inline constexpr double kHighestRate = 1'000'000.0;

/// Audio in memory: 32-bit float, one vector per channel, all of the same length.
struct AudioClip {
  double sample_rate = 48000.0;
  std::vector<std::vector<float>> channels;

  [[nodiscard]] std::size_t frames() const noexcept {
    return channels.empty() ? 0 : channels.front().size();
  }
};

/// Reads any file that libsndfile knows. Samples of 16 and 24 bits become floats exactly. [main]
/// Errors: missing or unreadable file, no audio in it, less in it than its header promises, a
/// sample rate outside kLowestRate..kHighestRate, more audio than fits (2^30 samples).
[[nodiscard]] Result<AudioClip> read_audio_file(const std::filesystem::path& path);

/// Writes a 32-bit float WAV. [main] Errors: the file cannot be created or the disk is full.
[[nodiscard]] Result<void> write_wav(const std::filesystem::path& path, const AudioClip& clip);

/// The clip at another rate (libsamplerate, best sinc). Unchanged, bit for bit, when the rate is
/// the same already. [main] Errors: a ratio outside 1/256..256.
[[nodiscard]] Result<AudioClip> resample(AudioClip clip, double sample_rate);

/// Mono becomes `channels` equal channels; missing channels become silence, surplus ones are mixed
/// into the first two (channel_fold.hpp). [main]
[[nodiscard]] AudioClip with_channels(AudioClip clip, std::size_t channels);

}  // namespace attacca::host
