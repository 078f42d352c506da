// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/gui/geometry.hpp"
#include "gui/cocoa/drawing_functions.hpp"

namespace attacca::gui::cocoa {

inline constexpr const char* kCannotDraw =
    "cannot draw: this system lacks functions of CoreGraphics, CoreText or ImageIO";

/// A picture in memory to draw on, transparent, with its first row on top. Empty where there is no
/// memory. [main]
[[nodiscard]] Owned<CGContextRef> make_bitmap(const DrawingFunctions& system, PhysicalSize size);

}  // namespace attacca::gui::cocoa
