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
// Any thread; a pow or log10 each, so once per block rather than per sample.

#include <cmath>

namespace attacca {

/// Amplitude factor of `decibels`: 10^(dB/20). -infinity gives 0. [any]
inline float decibels_to_gain(float decibels) noexcept {
  return std::pow(10.0f, decibels * 0.05f);
}

/// Decibels of an amplitude factor: 20 log10(gain), not below -120 dB. [any]
inline float gain_to_decibels(float gain) noexcept {
  return gain > 1e-6f ? 20.0f * std::log10(gain) : -120.0f;
}

}  // namespace attacca
