// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How a line is drawn:
//
//     canvas.stroke_path(curve, color, {.thickness = 3, .cap = attacca::gui::Stroke::Cap::round});
//
// Any thread; plain data, logical pixels. Corners are round where the ends are.

#include <cstdint>

namespace attacca::gui {

/// How Canvas::stroke_path() draws a line. All members [any].
struct Stroke {
  enum class Cap : std::uint8_t { flat, round };

  double thickness = 1;  ///< logical pixels
  Cap cap = Cap::flat;   ///< of both ends; corners are round or mitred with it
};

}  // namespace attacca::gui
