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
// input and output at once; no other buffer overlaps it. audio_view.hpp has the other ways to go
// through it: by frame and by block.

#include <cstdint>
#include <span>

#include "attacca/audio_view.hpp"

namespace attacca {

class Smoother;

/// A view of one block of audio: channels × samples, 32 bit float, not interleaved. Owns nothing.
/// All members [audio].
///
/// The main buffer handed to Plugin::process() holds the input on entry and is the output on
/// return. Channels that only exist on the output side start out silent.
class AudioBuffer : public AudioView<float> {
 public:
  using AudioView::AudioView;
  explicit AudioBuffer(const AudioView& view) noexcept : AudioView(view) {}

  /// Frames [from, from + frames), which are there.
  [[nodiscard]] AudioBuffer block(std::uint32_t from, std::uint32_t frames) const noexcept {
    return AudioBuffer(AudioView::block(from, frames));
  }
  /// Block by block, as a range: `frames` each, at least 1; the last one has what is left.
  [[nodiscard]] auto each_block(std::uint32_t frames) const noexcept {
    return blocks_of<AudioBuffer>(*this, frames);
  }

  /// Multiplies every sample by `factor`, as fast as the machine multiplies.
  const AudioBuffer& operator*=(float factor) const noexcept;

  /// Multiplies each frame, in all channels, by the smoother's next value: a gain that glides.
  /// While nothing glides it is as fast as multiplying by a constant.
  void multiply_by(Smoother& factor) const noexcept;

  /// Fills every channel with zeros.
  void clear() const noexcept {
    for (std::size_t channel = 0; channel < channels(); ++channel) {
      for (float& sample : this->channel(channel)) sample = 0.0f;
    }
  }
};

/// The blocks of a plugin's aux ports, in the order of AudioLayout. A port that the host has
/// switched off has a buffer without channels.
struct AuxBuffers {
  std::span<const AudioInput> inputs;
  std::span<const AudioBuffer> outputs;
};

}  // namespace attacca
