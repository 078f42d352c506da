// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

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

/// Only the wrapper differs: the smoothing and the curve are those of the example.
struct Gain {
  Gain() noexcept { factor.reset(1.0f); }

  attacca::Smoother factor{attacca::Smoothing::linear(10.0f)};
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
