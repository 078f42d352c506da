// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace attacca::dev {

/// How two signals become one another.
enum class FadeLaw : std::uint8_t {
  /// For those that are nearly the same, as two builds of an effect: the gains add up to 1.
  correlated,
  /// For those that have nothing to do with each other, as notes that were begun anew: the squares
  /// of the gains add up to 1.
  uncorrelated,
};

struct FadeGains {
  float out = 1.0f;  ///< of the one that goes
  float in = 0.0f;   ///< of the one that comes
};

/// The gains at `position` (0..1) of the way. Without a corner at either end: a kink is heard as a
/// click as well. Source: raised cosine, and the constant-power pair over it. [any]
[[nodiscard]] inline FadeGains fade_gains(FadeLaw law, double position) noexcept {
  const double in = 0.5 - 0.5 * std::cos(std::numbers::pi * position);
  if (law == FadeLaw::correlated) {
    return {static_cast<float>(1.0 - in), static_cast<float>(in)};
  }
  const double angle = 0.5 * std::numbers::pi * in;
  return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
}

}  // namespace attacca::dev
