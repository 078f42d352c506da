// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What an area is filled with. A Color converts to it:
//
//     canvas.fill(area, attacca::Color{30, 30, 30});
//     canvas.fill(area, attacca::gui::Paint::vertical(area, top, bottom));
//
// Any thread; plain data, logical pixels.

#include "attacca/base/color.hpp"
#include "attacca/gui/rect.hpp"

namespace attacca::gui {

/// What an area is filled with: one colour, or two that run into each other, along a line or from
/// the middle of a circle outwards. Beyond the ends the end colours go on. All members [any].
struct Paint {
  enum class Kind : unsigned char { color, linear, radial };

  constexpr Paint(Color color) noexcept : start(color), end(color) {}  // NOLINT: reads as a colour
  constexpr Paint(Color from_color, Color to_color, Point from_point, Point to_point) noexcept
      : start(from_color), end(to_color), from(from_point), to(to_point), kind(Kind::linear) {}

  /// `top` to `bottom` over the height of `area`.
  [[nodiscard]] static constexpr Paint vertical(const Rect& area, Color top,
                                                Color bottom) noexcept {
    return {top, bottom, area.top_left(), {area.x, area.bottom()}};
  }

  /// `left` to `right` over the width of `area`.
  [[nodiscard]] static constexpr Paint horizontal(const Rect& area, Color left,
                                                  Color right) noexcept {
    return {left, right, area.top_left(), {area.right(), area.y}};
  }
  /// `middle` at `center`, `rim` at `radius` logical pixels from it and beyond.
  [[nodiscard]] static constexpr Paint radial(Point center, double radius, Color middle,
                                              Color rim) noexcept {
    Paint paint{middle, rim, center, {center.x + radius, center.y}};
    paint.kind = Kind::radial;
    return paint;
  }

  Color start;
  Color end;
  Point from;  ///< the centre of a radial one
  Point to;    ///< on the rim of a radial one
  Kind kind = Kind::color;
};

}  // namespace attacca::gui
