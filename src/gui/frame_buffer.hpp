// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

#include "attacca/gui/geometry.hpp"
#include "gui/cairo_canvas.hpp"
#include "gui/drawing_libraries.hpp"
#include "gui/pango_text.hpp"

namespace attacca::gui {

/// The pixels of one frame, in memory, and the fonts to draw it with. Not before
/// load_drawing_libraries(). [main]
class FrameBuffer {
 public:
  explicit FrameBuffer(cairo_format_t format) : format_(format) {}

  /// Starts a new, empty frame and calls `draw(Canvas&)`.
  template <typename Draw>
  void paint(PhysicalSize size, double scale, Draw&& draw) {
    const auto cairo = begin(size);
    CairoCanvas canvas(cairo.get(), text_, scale);
    draw(static_cast<Canvas&>(canvas));
  }

  /// Null before the first frame. In an error state if there was no memory for it.
  [[nodiscard]] cairo_surface_t* surface() const { return surface_.get(); }
  [[nodiscard]] PhysicalSize size() const { return size_; }

 private:
  struct Destroy {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const noexcept { cairo_destroy(cairo); }
  };

  std::unique_ptr<cairo_t, Destroy> begin(PhysicalSize size);

  cairo_format_t format_;
  PhysicalSize size_;
  std::unique_ptr<cairo_surface_t, Destroy> surface_;
  PangoText text_;
};

}  // namespace attacca::gui
