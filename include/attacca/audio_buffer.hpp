// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The audio of one block, as Plugin::process() gets it: channels × samples, 32 bit float, one array
// a channel. A view: it owns nothing and is valid until process() returns.
//
//     for (std::size_t c = 0; c < buffer.channels(); ++c) {
//       for (float& sample : buffer.channel(c)) sample *= 0.5f;
//     }
//
// Audio thread. Indices are not checked: stay below channels() and frames(). The main buffer is
// input and output at once; no other buffer overlaps it.

#include <cstddef>
#include <cstdint>
#include <span>

namespace attacca {

class Smoother;

/// A view of one block of audio: channels × samples, 32 bit float, not interleaved. Owns nothing.
/// All members [audio].
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

  /// The samples of channel `index` (0-based, below channels()).
  [[nodiscard]] std::span<float> channel(std::size_t index) const noexcept {
    return {channels_[index], frames_};
  }

  /// Sample `frame` of channel `index`.
  [[nodiscard]] float& sample(std::size_t index, std::uint32_t frame) const noexcept {
    return channels_[index][frame];
  }

  /// Multiplies every sample by `factor`, as fast as the machine multiplies.
  const AudioBuffer& operator*=(float factor) const noexcept;

  /// Multiplies each frame, in all channels, by the smoother's next value: a gain that glides.
  /// While nothing glides it is as fast as multiplying by a constant.
  void multiply_by(Smoother& factor) const noexcept;

  /// Fills every channel with zeros.
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
