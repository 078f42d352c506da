// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/bitmap.hpp"

namespace attacca::gui::cocoa {

Owned<CGContextRef> make_bitmap(const DrawingFunctions& system, PhysicalSize size) {
  const auto space = system.own(system.CGColorSpaceCreateWithName(system.kCGColorSpaceSRGB));
  auto bitmap = system.own(system.CGBitmapContextCreate(
      nullptr, size.width, size.height, 8, std::size_t{size.width} * 4, space.get(), kPixelFormat));
  if (bitmap) {
    // CoreGraphics counts rows from below.
    system.CGContextTranslateCTM(bitmap.get(), 0, size.height);
    system.CGContextScaleCTM(bitmap.get(), 1, -1);
  }
  return bitmap;
}

}  // namespace attacca::gui::cocoa
