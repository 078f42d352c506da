// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace attacca {

/// A view of one block of audio: channels × samples, 32 bit float, not interleaved. Owns nothing.
///
/// The main buffer handed to Plugin::process() holds the input on entry and is the output on
/// return. Channels that only exist on the output side start out silent.
class AudioBuffer {
 public:
  AudioBuffer() = default;
  AudioBuffer(std::span<float* const> channels, std::uint32_t frames) noexcept
      : channels_(channels), frames_(frames) {}

  [[nodiscard]] std::size_t channels() const noexcept { return channels_.size(); }
  [[nodiscard]] std::uint32_t frames() const noexcept { return frames_; }
  [[nodiscard]] bool empty() const noexcept { return channels_.empty() || frames_ == 0; }

  /// The samples of channel `index` (0-based, below channels()). [audio]
  [[nodiscard]] std::span<float> channel(std::size_t index) const noexcept {
    return {channels_[index], frames_};
  }

  /// Sample `frame` of channel `index`. [audio]
  [[nodiscard]] float& sample(std::size_t index, std::uint32_t frame) const noexcept {
    return channels_[index][frame];
  }

  /// Fills every channel with zeros. [audio]
  void clear() const noexcept {
    for (float* channel : channels_) {
      for (std::uint32_t frame = 0; frame < frames_; ++frame) channel[frame] = 0.0f;
    }
  }

 private:
  std::span<float* const> channels_;
  std::uint32_t frames_ = 0;
};

/// The blocks of a plugin's aux ports, in the order of AudioLayout. A port that the host has
/// switched off has a buffer without channels.
struct AuxBuffers {
  std::span<const AudioBuffer> inputs;  ///< never write to these
  std::span<const AudioBuffer> outputs;
};

}  // namespace attacca
