// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>

#include "parlando/curve/shape.hpp"

namespace parlando {

/// A curve on its way: which values it has on which samples.
///
///     CurveWalk walk({.from = 0, .to = 1, .length = 48000, .steps = 127}, shape);
///     while (const auto point = walk.next(end_of_block)) send(point->frame, point->value);
///
/// A value is given on the very sample on which it changes by one of the receiver's steps (of
/// 7 or 14 bits), though not more often than every kSpacing samples; the last is given at the end.
/// All members [audio]; nothing is allocated.
class CurveWalk {
 public:
  /// Samples from one value to the next at least: 1,500 values a second at 48 kHz.
  static constexpr std::int64_t kSpacing = 32;

  struct Range {
    double from = 0;
    double to = 1;
    std::int64_t length = 1;  ///< samples, at least 1
    double steps = 127;       ///< of the receiver, between `low` and `high`
    double low = 0;           ///< the receiver's range; values are held within
    double high = 1;
  };
  struct Point {
    std::int64_t frame = 0;  ///< from the curve's beginning
    double value = 0;
  };

  CurveWalk(const Range& range, const Shape& shape) noexcept : range_(range), shape_(shape) {}

  /// The next value on a frame before `end` (from the curve's beginning), or nothing.
  std::optional<Point> next(std::int64_t end) noexcept;
  /// The last value has been given.
  [[nodiscard]] bool is_over() const noexcept { return is_over_; }
  /// The rest, and what has gone by, take `factor` times as long.
  void stretch(double factor) noexcept;
  /// Passes over what lies before `frame`, as time has gone on without it; a value is due there.
  void skip_to(std::int64_t frame) noexcept;

 private:
  static constexpr std::int64_t kNone = INT64_MIN;

  Point give(std::int64_t frame) noexcept;
  [[nodiscard]] double value_at(std::int64_t frame) noexcept;
  [[nodiscard]] std::int64_t step_of(double value) const noexcept;
  [[nodiscard]] std::int64_t first_change(std::int64_t low, std::int64_t high,
                                          std::int64_t step) noexcept;

  Range range_;
  Shape shape_;
  std::int64_t at_ = 0;          ///< up to here nothing is left to be given
  std::int64_t step_ = kNone;    ///< what was given last, in steps …
  double value_ = 0;             ///< … and exactly
  double share_ = 0;             ///< of the shape, as it was last
  bool has_just_given_ = false;  ///< at at_: the next value keeps its distance
  bool is_over_ = false;
};

}  // namespace parlando
