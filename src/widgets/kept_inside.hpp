// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>

#include "attacca/gui/geometry.hpp"
#include "attacca/gui/rect.hpp"

namespace attacca::widgets {

/// `area` moved until it lies in a window of `size`; what is larger begins at the left and the top.
/// [any]
inline gui::Rect kept_inside(gui::Rect area, LogicalSize size) {
  area.x = std::max(std::min(area.x, size.width - area.width), 0.0);
  area.y = std::max(std::min(area.y, size.height - area.height), 0.0);
  return area;
}

}  // namespace attacca::widgets
