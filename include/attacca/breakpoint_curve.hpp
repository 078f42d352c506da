// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A curve through points that a user sets, for shapers, velocities and modulators: what cannot be a
// parameter and is kept as a field.
//
//     attacca::Field<attacca::BreakpointCurve> shape_{fields(), {.id = "shape"}};
//     const attacca::BreakpointCurve& shape = shape_.in_process();  // process()
//     for (float& sample : channel) sample = static_cast<float>(shape.at(sample));
//     return attacca::widgets::curve_editor(shape_);                // in the editor
//
// A value: any thread may read one that nobody changes, the audio thread too; to change one takes
// memory. Both axes are 0..1.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "attacca/state/state_value.hpp"

namespace attacca {

/// A point of a BreakpointCurve, and how the curve goes on from it.
struct CurvePoint {
  double x = 0;     ///< 0..1
  double y = 0;     ///< 0..1
  double bend = 0;  ///< -1..1: to the next point below the straight line, straight, above it
  bool operator==(const CurvePoint&) const = default;
};

/// A curve from x = 0 to x = 1 through two points or more. Two points at one x are a step. Between
/// points it is straight, or exponential: y goes as (e^kt - 1) / (e^k - 1) for t from 0 to 1, with
/// |k| = 8 |bend|. All members [any].
class BreakpointCurve {
 public:
  static constexpr std::size_t kMostPoints = 256;

  /// Straight, from 0 to 1.
  BreakpointCurve() : points_{{0, 0, 0}, {1, 1, 0}} {}
  /// Nullopt where these are no curve: fewer than two points or more than kMostPoints, the first
  /// not at x = 0, the last not at x = 1, one to the left of the one before, a number out of its
  /// range.
  [[nodiscard]] static std::optional<BreakpointCurve> through(std::vector<CurvePoint> points);

  [[nodiscard]] std::span<const CurvePoint> points() const noexcept { return points_; }
  /// The height at `x`; outside of 0..1, and for NaN, the nearest end's. Where there is a step,
  /// what it steps to. As many comparisons as a binary search among the points takes, and two
  /// exponentials where it is bent.
  [[nodiscard]] double at(double x) const noexcept;

  /// A point in the place that `x` says, clamped to 0..1; where `y` is the curve's own height, the
  /// curve stays as it is. Its index; nullopt where there are kMostPoints.
  std::optional<std::size_t> add(double x, double y);
  /// False for the first and the last point, and where there is none.
  bool remove(std::size_t index);
  /// `y` is clamped to 0..1, `x` to what lies between its neighbours; the first and the last point
  /// keep theirs. NaN is the least that may be. Nothing where there is no such point.
  void move(std::size_t index, double x, double y);
  /// Of the way from this point to the next, clamped to -1..1, NaN to -1. Nothing for the last
  /// point, which no way begins at, and where there is none.
  void bend(std::size_t index, double bend);

  bool operator==(const BreakpointCurve&) const = default;

 private:
  std::vector<CurvePoint> points_;
};

/// A list of points, each a list of x, y and bend. [not audio]
[[nodiscard]] StateValue to_state(const BreakpointCurve& curve);
[[nodiscard]] bool from_state(const StateValue& value, BreakpointCurve& curve);

}  // namespace attacca
