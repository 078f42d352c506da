// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// An outline to fill or to stroke, in logical pixels:
//
//     attacca::gui::Path curve;
//     curve.move_to({0, 50}).curve_to({30, 50}, {40, 10}, {100, 10});
//     canvas.stroke_path(curve, attacca::Color{255, 136, 0}, {.thickness = 2});
//
// Any thread; plain data. Angles are radians clockwise from three o'clock, as y runs downwards.

#include <cstdint>
#include <span>
#include <vector>

#include "attacca/gui/rect.hpp"

namespace attacca::gui {

/// An outline of straight lines, curves and arcs, in one or several pieces. All members
/// [one thread].
class Path {
 public:
  enum class Verb : std::uint8_t { move, line, curve, arc, close };

  /// One step of the pen: to `end`; curves by way of two control points; arcs around `center`.
  struct Step {
    Verb verb = Verb::move;
    Point end = {};
    Point control_1 = {};  ///< of a curve; the centre of an arc
    Point control_2 = {};
    double radius = 0;
    double from_angle = 0;
    double to_angle = 0;
  };

  /// Begins a piece.
  Path& move_to(Point to);
  Path& line_to(Point to);
  /// A cubic Bézier curve.
  Path& curve_to(Point control_1, Point control_2, Point to);
  /// Along a circle, clockwise where `to` is the larger angle, else the other way round; with a
  /// line to where it begins if the pen is down.
  Path& arc(Point center, double radius, double from_angle, double to_angle);
  /// Back to where the piece began.
  Path& close();
  void clear() noexcept { steps_.clear(); }

  [[nodiscard]] bool empty() const noexcept { return steps_.empty(); }
  [[nodiscard]] std::span<const Step> steps() const noexcept { return steps_; }

 private:
  std::vector<Step> steps_;
};

}  // namespace attacca::gui
