// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/audio_buffer.hpp"

#include <algorithm>
#include <array>

#include "attacca/params/smoother.hpp"

// Compiled so that these loops are vectorised: see src/CMakeLists.txt.
namespace attacca {

namespace {

template <typename Sample>
void multiply(Sample* samples, std::uint32_t frames, Sample factor) noexcept {
  for (std::uint32_t i = 0; i < frames; ++i) samples[i] *= factor;
}

/// Two at once: most pieces of a block that is split at events are so short that each call counts.
template <typename Sample>
void multiply(Sample* __restrict first, Sample* __restrict second, std::uint32_t frames,
              Sample factor) noexcept {
  for (std::uint32_t i = 0; i < frames; ++i) {
    first[i] *= factor;
    second[i] *= factor;
  }
}

/// One or two channels by the values of a line, which stay in registers.
template <typename Line, typename Sample>
void multiply_by_line(const Line& line, std::int32_t frames, Sample* samples) noexcept {
  for (std::int32_t i = 0; i < frames; ++i) {
    const auto factor = static_cast<float>(line.target - line.step * (line.left - i));
    samples[i] *= static_cast<Sample>(factor);
  }
}
template <typename Line, typename Sample>
void multiply_by_line(const Line& line, std::int32_t frames, Sample* __restrict first,
                      Sample* __restrict second) noexcept {
  for (std::int32_t i = 0; i < frames; ++i) {
    const auto factor =
        static_cast<Sample>(static_cast<float>(line.target - line.step * (line.left - i)));
    first[i] *= factor;
    second[i] *= factor;
  }
}

}  // namespace

template <typename Sample>
const BasicAudioBuffer<Sample>& BasicAudioBuffer<Sample>::operator*=(Sample factor) const noexcept {
  const std::span<Sample* const> channels = this->channels_;
  if (channels.size() == 2) {
    multiply(channels[0] + this->from_, channels[1] + this->from_, this->frames_, factor);
  } else {
    for (Sample* const channel : channels) multiply(channel + this->from_, this->frames_, factor);
  }
  return *this;
}

template <typename Sample>
void BasicAudioBuffer<Sample>::multiply_by(Smoother& factor) const noexcept {
  constexpr std::uint32_t kPiece = 128;  // stays in the fastest cache
  alignas(16) std::array<float, kPiece> factors;
  const std::uint32_t all = this->frames_;
  std::uint32_t at = 0;
  const std::span<Sample* const> channels = this->channels_;
  if (factor.is_linear() && (channels.size() == 1 || channels.size() == 2)) {
    at = std::min({all, factor.steps_left_, 1u << 30});
    const Smoother::Line line = factor.take_line(at);
    const auto frames = static_cast<std::int32_t>(at);
    if (channels.size() == 1) {
      multiply_by_line(line, frames, channels[0] + this->from_);
    } else {
      multiply_by_line(line, frames, channels[0] + this->from_, channels[1] + this->from_);
    }
  }
  while (at < all && factor.is_smoothing()) {
    const std::uint32_t frames = std::min(kPiece, all - at);
    factor.fill(std::span(factors).first(frames));
    for (Sample* const channel : this->channels_) {
      Sample* const samples = channel + this->from_ + at;
      for (std::uint32_t i = 0; i < frames; ++i) samples[i] *= static_cast<Sample>(factors[i]);
    }
    at += frames;
  }
  // x * 1 is x.
  if (at == all || factor.current() == 1.0f) return;
  for (Sample* const channel : this->channels_) {
    multiply(channel + this->from_ + at, all - at, static_cast<Sample>(factor.current()));
  }
}

template class BasicAudioBuffer<float>;
template class BasicAudioBuffer<double>;

}  // namespace attacca
