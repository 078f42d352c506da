// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/gui/canvas.hpp"
#include "gui/cocoa/drawing_functions.hpp"
#include "gui/cocoa/text.hpp"
#include "gui/layer_place.hpp"

namespace attacca::gui::cocoa {

/// A Canvas on a context of CoreGraphics whose unit is a logical pixel and whose first row is on
/// top. [main]
class CocoaCanvas final : public Canvas {
 public:
  /// Borrows all. `scale`: the screen's pixels per logical one.
  CocoaCanvas(const DrawingFunctions& system, CGContextRef context, CocoaText& text, double scale)
      : cg_(system), context_(context), text_(text), scale_(scale) {}

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
  void trace(const Path& path);
  void trace_rounded(const Rect& area, double radius);
  void fill_traced(const Paint& paint);
  void stroke_traced(const Paint& paint, double thickness, bool round);
  void draw_gradient(const Paint& paint);
  void draw_picture(CGImageRef image, const Rect& area);
  [[nodiscard]] Owned<CGImageRef> draw_anew(const LayerPlace& place,
                                            const std::function<void(Canvas&)>& draw);

  const DrawingFunctions& cg_;
  const CGContextRef context_;
  CocoaText& text_;
  const double scale_;
};

}  // namespace attacca::gui::cocoa
