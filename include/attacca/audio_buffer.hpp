// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The audio of one block, as Plugin::process() gets it: channels × samples, one array a channel, of
// float, or of double for plugins that take them (double_precision.hpp). A view: it owns nothing
// and is valid until process() returns.
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

/// A view of one block of audio: channels × samples of float or double, not interleaved. Owns
/// nothing. All members [audio].
///
/// The main buffer handed to Plugin::process() holds the input on entry and is the output on
/// return. Channels that only exist on the output side start out silent.
template <typename Sample>
class BasicAudioBuffer : public AudioView<Sample> {
 public:
  using AudioView<Sample>::AudioView;
  explicit BasicAudioBuffer(const AudioView<Sample>& view) noexcept : AudioView<Sample>(view) {}

  /// Frames [from, from + frames), which are there.
  [[nodiscard]] BasicAudioBuffer block(std::uint32_t from, std::uint32_t frames) const noexcept {
    return BasicAudioBuffer(AudioView<Sample>::block(from, frames));
  }
  /// Block by block, as a range: `frames` each, at least 1; the last one has what is left.
  [[nodiscard]] auto each_block(std::uint32_t frames) const noexcept {
    return AudioView<Sample>::template blocks_of<BasicAudioBuffer>(*this, frames);
  }

  /// Multiplies every sample by `factor`, as fast as the machine multiplies.
  const BasicAudioBuffer& operator*=(Sample factor) const noexcept;

  /// Multiplies each frame, in all channels, by the smoother's next value: a gain that glides.
  /// While nothing glides it is as fast as multiplying by a constant.
  void multiply_by(Smoother& factor) const noexcept;

  /// Fills every channel with zeros.
  void clear() const noexcept {
    for (std::size_t channel = 0; channel < this->channels(); ++channel) {
      for (Sample& sample : this->channel(channel)) sample = Sample{0};
    }
  }
};
extern template class BasicAudioBuffer<float>;
extern template class BasicAudioBuffer<double>;

/// What every plugin takes.
using AudioBuffer = BasicAudioBuffer<float>;
/// What hosts with 64 bit samples hand to plugins that offer them: see DoublePrecision.
using AudioBuffer64 = BasicAudioBuffer<double>;

/// The blocks of a plugin's aux ports, in the order of AudioLayout. A port that the host has
/// switched off has a buffer without channels.
template <typename Sample>
struct BasicAuxBuffers {
  std::span<const AudioView<const Sample>> inputs;
  std::span<const BasicAudioBuffer<Sample>> outputs;
};
using AuxBuffers = BasicAuxBuffers<float>;
using AuxBuffers64 = BasicAuxBuffers<double>;

}  // namespace attacca
