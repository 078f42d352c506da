// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/frame_buffer.hpp"

namespace attacca::gui {

std::unique_ptr<cairo_t, FrameBuffer::Destroy> FrameBuffer::begin(PhysicalSize size) {
  if (!surface_ || !(size == size_)) {
    surface_.reset(cairo_image_surface_create(format_, static_cast<int>(size.width),
                                              static_cast<int>(size.height)));
    size_ = size;
  }
  std::unique_ptr<cairo_t, Destroy> cairo(cairo_create(surface_.get()));
  cairo_set_operator(cairo.get(), CAIRO_OPERATOR_CLEAR);
  cairo_paint(cairo.get());
  cairo_set_operator(cairo.get(), CAIRO_OPERATOR_OVER);
  return cairo;
}

}  // namespace attacca::gui
