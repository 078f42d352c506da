// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How a parameter's plain values lie on the normalized 0..1 that hosts use:
//
//     constexpr auto range = attacca::FloatRange::skewed(20.0, 20000.0, 0.25);
//     const double hz = range.denormalize(0.5);  // 1268.75: more room for low values
//
// Any thread; pure. Values outside are clamped, NaN becomes the minimum.

namespace attacca {

/// Maps a plain value onto normalized 0..1 and back. Clamps at both ends; NaN becomes `min`.
/// All members [any].
class FloatRange {
 public:
  /// Evenly from `min` to `max`, min < max.
  static constexpr FloatRange linear(double min, double max) noexcept { return {min, max, 1.0}; }

  /// More room for the low end (factor < 1) or the high end (factor > 1):
  /// plain = min + (max - min) * normalized^(1/factor).
  static constexpr FloatRange skewed(double min, double max, double factor) noexcept {
    return {min, max, factor};
  }

  [[nodiscard]] constexpr double min() const noexcept { return min_; }
  [[nodiscard]] constexpr double max() const noexcept { return max_; }
  [[nodiscard]] double normalize(double plain) const noexcept;
  [[nodiscard]] double denormalize(double normalized) const noexcept;
  [[nodiscard]] double clamp(double plain) const noexcept;

 private:
  constexpr FloatRange(double min, double max, double factor) noexcept
      : min_(min), max_(max), factor_(factor) {}
  double min_;
  double max_;
  double factor_;
};

}  // namespace attacca
