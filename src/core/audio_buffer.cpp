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

}  // namespace

const AudioBuffer& AudioBuffer::operator*=(float factor) const noexcept {
  for (float* const channel : channels_) multiply(channel + from_, frames_, factor);
  return *this;
}

void AudioBuffer::multiply_by(Smoother& factor) const noexcept {
  constexpr std::uint32_t kPiece = 128;  // stays in the fastest cache
  alignas(16) std::array<float, kPiece> factors;
  std::uint32_t at = 0;
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
