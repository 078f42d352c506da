// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>

#if defined(RAW_GAIN_SIMD)
#include <xmmintrin.h>
#endif

#include "attacca/decibels.hpp"
#include "attacca/params/smoother.hpp"

// The sound of examples/gain/gain.cpp written by hand: what is left when a plugin needs no
// framework.
namespace raw_gain {

constexpr const char* kName = "Raw Gain";
constexpr std::uint32_t kGainId = 1;
constexpr std::uint32_t kBypassId = 2;
constexpr double kMinDecibels = -60.0;
constexpr double kMaxDecibels = 12.0;
constexpr std::uint32_t kChannels = 2;

#if defined(RAW_GAIN_SIMD)
/// Built a third time with RAW_GAIN_SIMD, with the loop that somebody writes who wants all that the
/// machine can do: four samples at a time, with SSE. A glide is a straight line in float, worked
/// out anew in each block.
class Factor {
 public:
  void reset(float value) noexcept {
    current_ = target_ = value;
    left_ = 0;
  }
  void set_sample_rate(double rate) noexcept { steps_ = static_cast<std::uint32_t>(rate / 100.0); }
  void set_target(float target) noexcept {
    if (target == target_) return;
    target_ = target;
    left_ = steps_;
    step_ = (target - current_) / static_cast<float>(steps_);
  }
  [[nodiscard]] float target() const noexcept { return target_; }

  void multiply(const float* const* in, float* const* out, std::uint32_t frames) noexcept {
    const std::uint32_t gliding = std::min(frames, left_);
    const __m128 step = _mm_set1_ps(step_);
    const __m128 base = _mm_set1_ps(current_);
    __m128 count = _mm_setr_ps(1.0f, 2.0f, 3.0f, 4.0f);
    std::uint32_t i = 0;
    for (; i + 4 <= gliding; i += 4) {
      multiply_four(in, out, i, _mm_add_ps(base, _mm_mul_ps(step, count)));
      count = _mm_add_ps(count, _mm_set1_ps(4.0f));
    }
    for (; i < gliding; ++i) multiply_one(in, out, i, current_ + step_ * static_cast<float>(i + 1));
    left_ -= gliding;
    current_ = left_ == 0 ? target_ : current_ + step_ * static_cast<float>(gliding);
    const __m128 factor = _mm_set1_ps(current_);
    for (; i < frames && i % 4 != 0; ++i) multiply_one(in, out, i, current_);
    for (; i + 4 <= frames; i += 4) multiply_four(in, out, i, factor);
    for (; i < frames; ++i) multiply_one(in, out, i, current_);
  }

 private:
  static void multiply_four(const float* const* in, float* const* out, std::uint32_t at,
                            __m128 factors) noexcept {
    for (std::uint32_t channel = 0; channel < kChannels; ++channel) {
      _mm_storeu_ps(out[channel] + at, _mm_mul_ps(_mm_loadu_ps(in[channel] + at), factors));
    }
  }
  static void multiply_one(const float* const* in, float* const* out, std::uint32_t at,
                           float factor) noexcept {
    for (std::uint32_t channel = 0; channel < kChannels; ++channel) {
      out[channel][at] = in[channel][at] * factor;
    }
  }

  float current_ = 1.0f;
  float target_ = 1.0f;
  float step_ = 0.0f;
  std::uint32_t steps_ = 480;
  std::uint32_t left_ = 0;
};
#else
using Factor = attacca::Smoother;
#endif

/// Only the wrapper differs: the smoothing and the curve are those of the example.
struct Gain {
  Gain() noexcept { factor.reset(1.0f); }

#if defined(RAW_GAIN_SIMD)
  Factor factor;
#else
  Factor factor{attacca::Smoothing::linear(10.0f)};
#endif
  bool bypass = false;

  void prepare(double rate) noexcept {
    factor.set_sample_rate(rate);
    factor.reset(factor.target());
  }
  void set_decibels(double decibels) noexcept {
    factor.set_target(attacca::decibels_to_gain(static_cast<float>(decibels)));
  }
  void process(const float* const* in, float* const* out, std::uint32_t channels,
               std::uint32_t frames) noexcept {
#if defined(RAW_GAIN_SIMD)
    if (!bypass) return factor.multiply(in, out, frames);
#endif
    for (std::uint32_t frame = 0; frame < frames; ++frame) {
#if defined(RAW_GAIN_SIMD)
      const float gain = 1.0f;
#else
      const float gain = factor.next();
#endif
      for (std::uint32_t channel = 0; channel < channels; ++channel) {
        out[channel][frame] = bypass ? in[channel][frame] : in[channel][frame] * gain;
      }
    }
  }
};

/// Built a second time with RAW_GAIN_SILENT, a plugin that answers every block at once: what is
/// left is the host's own time.
#if defined(RAW_GAIN_SILENT)
constexpr bool kSilent = true;
#else
constexpr bool kSilent = false;
#endif

}  // namespace raw_gain
