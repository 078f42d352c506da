// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <vector>

#include <d2d1.h>

#include "attacca/gui/canvas.hpp"
#include "gui/layer_place.hpp"
#include "gui/pixel_region.hpp"
#include "gui/windows/com_ref.hpp"
#include "gui/windows/surface.hpp"
#include "gui/windows/text.hpp"

namespace attacca::gui {

/// A Canvas on a surface, or on the pixels of a layer of it. [main]
class DirectCanvas final : public Canvas {
 public:
  /// Where the target's first pixel lies on the screen, and how large it is.
  struct Place {
    double scale = 1;
    PixelRect pixels;
  };

  /// Borrows all of them. Nothing is drawn before begin().
  DirectCanvas(Surface& surface, ID2D1RenderTarget& target, DirectText& text, const Place& place);

  /// Between these drawing is possible, and after end() the pixels can be read. Clips are kept.
  /// False: what was drawn is lost.
  void begin();
  bool end();

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
  [[nodiscard]] double scale() const override { return place_.scale; }

  /// Makes all pixels of `area`, which is the target's, transparent, and shows nothing outside it.
  void clear_and_clip(const PixelRect& area);

 private:
  [[nodiscard]] ComRef<ID2D1Brush> brush_of(const Paint& paint);
  ComRef<ID2D1Bitmap> draw_anew(const LayerPlace& place, const std::function<void(Canvas&)>& draw);
  void push(const Rect& area);

  Surface& surface_;
  ID2D1RenderTarget& target_;
  DirectText& text_;
  const Place place_;
  std::vector<Rect> clips_;  ///< logical pixels, each within the one before
};

}  // namespace attacca::gui
