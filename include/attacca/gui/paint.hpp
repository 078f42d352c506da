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

/// What an area is filled with: one colour, or two that run into each other along a line. Beyond
/// the ends of the line the end colours go on. All members [any].
struct Paint {
  constexpr Paint(Color color) noexcept : start(color), end(color) {}  // NOLINT: reads as a colour
  constexpr Paint(Color from_color, Color to_color, Point from_point, Point to_point) noexcept
      : start(from_color), end(to_color), from(from_point), to(to_point), is_gradient(true) {}

  /// `top` to `bottom` over the height of `area`.
  [[nodiscard]] static constexpr Paint vertical(const Rect& area, Color top,
                                                Color bottom) noexcept {
    return {top, bottom, area.top_left(), {area.x, area.bottom()}};
  }

  Color start;
  Color end;
  Point from;
  Point to;
  bool is_gradient = false;
};

}  // namespace attacca::gui
