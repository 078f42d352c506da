// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Between decibels and amplitude factors. decibels_to_gain() is made to be a FloatParam's
// `convert`:
//
//     attacca::FloatParam gain{params(), {.id = "gain", .name = "Gain",
//                                         .range = attacca::FloatRange::linear(-60.0, 12.0),
//                                         .convert = attacca::decibels_to_gain}};
//
// Any thread; an exp2 or log10 each, so once per block rather than per sample.

#include <cmath>

namespace attacca {

/// Amplitude factor of `decibels`: 10^(dB/20), the nearest float or the one beside
/// it. -infinity gives 0. [any]
inline float decibels_to_gain(float decibels) noexcept {
  // As a power of two, which takes half the time of one of ten; in double, as the factor is large.
  constexpr double kOctavesPerDecibel = 0.16609640474436812;  // log2(10) / 20
  return static_cast<float>(std::exp2(static_cast<double>(decibels) * kOctavesPerDecibel));
}

/// Decibels of an amplitude factor: 20 log10(gain), not below -120 dB. [any]
inline float gain_to_decibels(float gain) noexcept {
  return gain > 1e-6f ? 20.0f * std::log10(gain) : -120.0f;
}

}  // namespace attacca
