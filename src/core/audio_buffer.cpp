// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/audio_buffer.hpp"

#include <algorithm>
#include <array>

#include "attacca/params/smoother.hpp"

// Compiled so that these loops are vectorised: see src/CMakeLists.txt.
namespace attacca {

namespace {

void multiply(float* samples, std::uint32_t frames, float factor) noexcept {
  for (std::uint32_t i = 0; i < frames; ++i) samples[i] *= factor;
}

/// One or two channels by the values of a line, which stay in registers: most pieces of a block
/// that is split at events are so short that each call counts.
template <typename Line>
void multiply_by_line(const Line& line, std::int32_t frames, float* samples) noexcept {
  for (std::int32_t i = 0; i < frames; ++i) {
    samples[i] *= static_cast<float>(line.target - line.step * (line.left - i));
  }
}
template <typename Line>
void multiply_by_line(const Line& line, std::int32_t frames, float* __restrict first,
                      float* __restrict second) noexcept {
  for (std::int32_t i = 0; i < frames; ++i) {
    const auto factor = static_cast<float>(line.target - line.step * (line.left - i));
    first[i] *= factor;
    second[i] *= factor;
  }
}

}  // namespace

const AudioBuffer& AudioBuffer::operator*=(float factor) const noexcept {
  for (float* const channel : channels_) multiply(channel + from_, frames_, factor);
  return *this;
}

void AudioBuffer::multiply_by(Smoother& factor) const noexcept {
  constexpr std::uint32_t kPiece = 128;  // stays in the fastest cache
  alignas(16) std::array<float, kPiece> factors;
  std::uint32_t at = 0;
  if (factor.is_linear() && (channels_.size() == 1 || channels_.size() == 2)) {
    at = std::min({frames_, factor.steps_left_, 1u << 30});
    const Smoother::Line line = factor.take_line(at);
    const auto frames = static_cast<std::int32_t>(at);
    if (channels_.size() == 1) {
      multiply_by_line(line, frames, channels_[0] + from_);
    } else {
      multiply_by_line(line, frames, channels_[0] + from_, channels_[1] + from_);
    }
  }
  while (at < frames_ && factor.is_smoothing()) {
    const std::uint32_t frames = std::min(kPiece, frames_ - at);
    factor.fill(std::span(factors).first(frames));
    for (float* const channel : channels_) {
      float* const samples = channel + from_ + at;
      for (std::uint32_t i = 0; i < frames; ++i) samples[i] *= factors[i];
    }
    at += frames;
  }
  // x * 1 is x.
  if (at == frames_ || factor.current() == 1.0f) return;
  for (float* const channel : channels_) {
    multiply(channel + from_ + at, frames_ - at, factor.current());
  }
}

}  // namespace attacca
