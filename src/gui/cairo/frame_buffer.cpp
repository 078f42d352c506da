// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cairo/frame_buffer.hpp"

namespace attacca::gui {

CairoContext FrameBuffer::begin(PhysicalSize size, const PixelRect& area) {
  if (!has_size(size)) {
    surface_.reset(cairo_image_surface_create(format_, static_cast<int>(size.width),
                                              static_cast<int>(size.height)));
    size_ = size;
  }
  CairoContext cairo(cairo_create(surface_.get()));
  cairo_rectangle(cairo.get(), area.left, area.top, area.width(), area.height());
  cairo_clip(cairo.get());
  cairo_set_operator(cairo.get(), CAIRO_OPERATOR_CLEAR);
  cairo_paint(cairo.get());
  cairo_set_operator(cairo.get(), CAIRO_OPERATOR_OVER);
  return cairo;
}

}  // namespace attacca::gui
