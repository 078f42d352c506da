// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cmath>
#include <cstdint>

// The sound of examples/gain/gain.cpp written by hand: what is left when a plugin needs no
// framework.
namespace raw_gain {

constexpr const char* kName = "Raw Gain";
constexpr std::uint32_t kGainId = 1;
constexpr std::uint32_t kBypassId = 2;
constexpr double kMinDecibels = -60.0;
constexpr double kMaxDecibels = 12.0;
constexpr std::uint32_t kChannels = 2;

/// A factor that glides in equal steps for ten milliseconds.
class GlidingGain {
 public:
  void set_sample_rate(double rate) noexcept {
    steps_ = static_cast<std::uint32_t>(std::lround(0.010 * rate));
    current_ = static_cast<double>(target_);
    left_ = 0;
  }
  void set_decibels(float decibels) noexcept {
    const float target = std::pow(10.0f, decibels * 0.05f);
    if (target == target_) return;
    target_ = target;
    left_ = steps_;
    step_ = (static_cast<double>(target) - current_) / steps_;
  }
  [[nodiscard]] float next() noexcept {
    if (left_ > 0) {
      --left_;
      current_ = static_cast<double>(target_) - step_ * left_;
    }
    return static_cast<float>(current_);
  }

 private:
  double current_ = 1.0;
  double step_ = 0.0;
  float target_ = 1.0f;
  std::uint32_t steps_ = 480;
  std::uint32_t left_ = 0;
};

struct Gain {
  GlidingGain factor;
  bool bypass = false;

  void process(const float* const* in, float* const* out, std::uint32_t channels,
               std::uint32_t frames) noexcept {
    for (std::uint32_t frame = 0; frame < frames; ++frame) {
      const float gain = factor.next();
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
