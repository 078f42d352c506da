// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/gui/geometry.hpp"
#include "gui/cairo/cairo_canvas.hpp"
#include "gui/cairo/drawing_libraries.hpp"
#include "gui/cairo/pango_text.hpp"
#include "gui/cairo/pixels.hpp"
#include "gui/pixel_region.hpp"

namespace attacca::gui {

/// The pixels of one frame, in memory, and the fonts to draw it with. Not before
/// load_drawing_libraries(). [main]
class FrameBuffer {
 public:
  explicit FrameBuffer(cairo_format_t format) : format_(format) {}

  /// Empties what of the frame lies in `area` and calls `draw(Canvas&)`, of which nothing shows
  /// elsewhere. A frame of another size than the last is all empty before, see has_size().
  template <typename Draw>
  void paint(PhysicalSize size, double scale, const PixelRect& area, Draw&& draw) {
    const CairoContext cairo = begin(size, area);
    CairoCanvas canvas(cairo.get(), text_, scale);
    draw(static_cast<Canvas&>(canvas));
  }

  /// Whether there is a frame of this size.
  [[nodiscard]] bool has_size(PhysicalSize size) const { return surface_ && size == size_; }

  /// Null before the first frame. In an error state if there was no memory for it.
  [[nodiscard]] cairo_surface_t* surface() const { return surface_.get(); }
  [[nodiscard]] PhysicalSize size() const { return size_; }

 private:
  CairoContext begin(PhysicalSize size, const PixelRect& area);

  cairo_format_t format_;
  PhysicalSize size_;
  CairoSurface surface_;
  PangoText text_;
};

}  // namespace attacca::gui
