// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cairo.h>

#include "attacca/gui/canvas.hpp"
#include "gui/cairo/pango_text.hpp"

namespace attacca::gui {

/// A Canvas on a cairo context, for the time of one drawing. [main]
class CairoCanvas final : public Canvas {
 public:
  /// Borrows both. `cairo` must have no transformation yet; it is applied here: the scale, and
  /// which physical pixel is its first.
  CairoCanvas(cairo_t* cairo, PangoText& text, double scale, int left = 0, int top = 0);

  void fill(const Rect& area, const Paint& paint) override;
  void fill_rounded(const Rect& area, double radius, const Paint& paint) override;
  void fill_circle(Point center, double radius, const Paint& paint) override;
  void stroke_rounded(const Rect& area, double radius, Color color, double thickness) override;
  void line(Point from, Point to, Color color, double thickness) override;
  void fill_path(const Path& path, const Paint& paint) override;
  void stroke_path(const Path& path, const Paint& paint, const Stroke& stroke) override;
  void draw_image(const Image& image, const Rect& area, double opacity) override;
  void draw_layer(Layer& layer, const Rect& area,
                  const std::function<void(Canvas&)>& draw) override;
  TextExtents draw_text(Point top_left, std::string_view utf8, const TextStyle& style) override;
  TextExtents measure_text(std::string_view utf8, const TextStyle& style) override;
  void save_and_clip(const Rect& area) override;
  void restore() override;
  [[nodiscard]] Rect visible_area() const override;
  [[nodiscard]] double scale() const override { return scale_; }

 private:
  void set_paint(const Paint& paint);
  void fill_traced(const Paint& paint);

  cairo_t* cairo_;
  PangoText& text_;
  double scale_;
  int left_;
  int top_;
};

}  // namespace attacca::gui
