// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How a parameter's plain values lie on the normalized 0..1 that hosts use:
//
//     constexpr auto range = attacca::FloatRange::skewed(20.0, 20000.0, 0.25);
//     const double hz = range.denormalize(0.5);  // 1268.75: more room for low values
//     FloatRange::logarithmic(20.0, 20000.0)     // each octave gets the same room
//     FloatRange::linear(0.0, 10.0).stepped(0.5).reversed()
//
// Any thread; pure. Values outside are clamped, NaN becomes the minimum. Limits that make no range
// do not compile; where they are computed, the plugin that uses them is refused when it is made.

#include <cstdint>

#include "attacca/params/detail/fault.hpp"

namespace attacca {

/// Maps a plain value onto normalized 0..1 and back. Clamps at both ends; NaN becomes `min`.
/// All members [any].
class FloatRange {
 public:
  enum class Shape : std::uint8_t { linear, skewed, symmetrical, logarithmic };

  /// Evenly from `min` to `max`, min < max.
  static consteval FloatRange linear(double min, double max) {
    return checked({Shape::linear, min, max, 1.0, 0.0});
  }

  /// More room for the low end (factor < 1) or the high end (factor > 1):
  /// plain = min + (max - min) * normalized^(1/factor).
  static consteval FloatRange skewed(double min, double max, double factor) {
    return checked({Shape::skewed, min, max, factor, 0.0});
  }

  /// `center` is in the middle, and there is more room around it (factor < 1) or towards the ends
  /// (factor > 1): plain = center +- (end - center) * |2 * normalized - 1|^(1/factor).
  static consteval FloatRange symmetrical(double min, double max, double factor, double center) {
    return checked({Shape::symmetrical, min, max, factor, center});
  }

  /// Equal ratios have equal room, 0 < min < max: plain = min * (max / min)^normalized.
  static consteval FloatRange logarithmic(double min, double max) {
    return checked({Shape::logarithmic, min, max, 1.0, 0.0});
  }

  /// Gain in dB, evenly. With `.convert = decibels_to_gain` the signal path has factors.
  static consteval FloatRange decibels(double min, double max) { return linear(min, max); }

  /// One whose limits the compiler does not know. `factor` and `center` as above, for the shapes
  /// that have them.
  static constexpr FloatRange computed(Shape shape, double min, double max, double factor = 1.0,
                                       double center = 0.0) noexcept {
    return {shape, min, max, factor, center};
  }

  /// The same with the larger values at normalized 0.
  [[nodiscard]] constexpr FloatRange reversed() const noexcept {
    FloatRange range = *this;
    range.reversed_ = !reversed_;
    return range;
  }
  /// The same, of which only multiples of `step` and the two ends are taken; step > 0.
  [[nodiscard]] constexpr FloatRange stepped(double step) const noexcept {
    FloatRange range = *this;
    range.step_ = step;
    return range;
  }

  [[nodiscard]] constexpr double min() const noexcept { return min_; }
  [[nodiscard]] constexpr double max() const noexcept { return max_; }
  /// 0: none.
  [[nodiscard]] constexpr double step() const noexcept { return step_; }
  [[nodiscard]] constexpr Shape shape() const noexcept { return shape_; }
  [[nodiscard]] double normalize(double plain) const noexcept;
  [[nodiscard]] double denormalize(double normalized) const noexcept {
    // The usual range, of which each event of a block comes here.
    if (shape_ == Shape::linear && step_ == 0.0 && !reversed_) [[likely]] {
      if (!(normalized > 0.0)) return min_;
      const double plain = min_ + (max_ - min_) * normalized;
      return normalized < 1.0 && plain < max_ ? plain : max_;
    }
    return denormalize_any(normalized);
  }
  [[nodiscard]] double clamp(double plain) const noexcept;
  /// How many steps there are, if all have the same room; 0: there are none, or they have not.
  [[nodiscard]] std::uint32_t equal_steps() const noexcept;
  /// The nearest value that the range takes.
  [[nodiscard]] double snap(double plain) const noexcept;

  /// Why it is none, or null.
  [[nodiscard]] constexpr const char* fault() const {
    if (!(min_ < max_)) return detail::fault("the range has its minimum above its maximum");
    if (!(max_ - min_ < kLargest)) return detail::fault("the range is not finite");
    if (!(step_ >= 0.0)) return detail::fault("the step of the range is negative");
    if (step_ > max_ - min_) return detail::fault("the step of the range is larger than the range");
    if (!(factor_ > 0.0)) return detail::fault("the factor of the range is not above 0");
    if (shape_ == Shape::logarithmic && !(min_ > 0.0)) {
      return detail::fault("a logarithmic range begins above 0");
    }
    if (shape_ == Shape::symmetrical && !(min_ < center_ && center_ < max_)) {
      return detail::fault("the center of the range is not between its ends");
    }
    return nullptr;
  }
  [[nodiscard]] constexpr bool contains(double plain) const noexcept {
    return plain >= min_ && plain <= max_;
  }

 private:
  static constexpr double kLargest = 1e300;

  constexpr FloatRange(Shape shape, double min, double max, double factor, double center) noexcept
      : min_(min), max_(max), factor_(factor), center_(center), shape_(shape) {}
  static consteval FloatRange checked(FloatRange range) {
    (void)range.fault();
    return range;
  }
  [[nodiscard]] double denormalize_any(double normalized) const noexcept;
  [[nodiscard]] double place_of(double plain) const noexcept;
  [[nodiscard]] double at_place(double place) const noexcept;

  double min_;
  double max_;
  double factor_;
  double center_;
  double step_ = 0.0;
  Shape shape_;
  bool reversed_ = false;
};

}  // namespace attacca
