// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What an editor draws on, in logical pixels:
//
//     canvas.fill({0, 0, size.width, size.height}, attacca::Color{30, 30, 30});
//     const attacca::gui::ClipScope clip(canvas, area);
//     canvas.draw_text(area.top_left(), "Gain", {.size = 16});
//
// Main thread, inside the draw() that hands it out. No call fails: what cannot be drawn is left
// out.

#include <functional>
#include <string_view>

#include "attacca/gui/image.hpp"
#include "attacca/gui/layer.hpp"
#include "attacca/gui/paint.hpp"
#include "attacca/gui/path.hpp"
#include "attacca/gui/rect.hpp"
#include "attacca/gui/stroke.hpp"
#include "attacca/gui/text_style.hpp"

namespace attacca::gui {

/// What an editor draws on: a window's next frame or an image. Lengths are logical pixels, so that
/// the same drawing is sharp at any scale. Valid only during the call that hands it out.
/// All members [main].
class Canvas {
 public:
  virtual ~Canvas() = default;

  virtual void fill(const Rect& area, const Paint& paint) = 0;
  virtual void fill_rounded(const Rect& area, double radius, const Paint& paint) = 0;
  virtual void fill_circle(Point center, double radius, const Paint& paint) = 0;

  /// The stroke lies inside `area`.
  virtual void stroke_rounded(const Rect& area, double radius, Color color, double thickness) = 0;
  virtual void line(Point from, Point to, Color color, double thickness) = 0;

  /// What lies inside `path`, whose open pieces are closed for it.
  virtual void fill_path(const Path& path, const Paint& paint) = 0;
  /// Half of the thickness lies on each side of `path`.
  virtual void stroke_path(const Path& path, const Paint& paint, const Stroke& stroke) = 0;

  /// `image` over all of `area`, scaled smoothly; `opacity` 0 … 1.
  virtual void draw_image(const Image& image, const Rect& area, double opacity) = 0;
  void draw_image(const Image& image, const Rect& area) { draw_image(image, area, 1); }

  /// What `draw` draws with the same coordinates within `area`, from `layer` where it was drawn
  /// before.
  virtual void draw_layer(Layer& layer, const Rect& area,
                          const std::function<void(Canvas&)>& draw) = 0;

  /// Draws UTF-8 text; `top_left` is the corner of its box, which is style.max_width wide where
  /// that is set. Line breaks and other control characters become spaces, invalid bytes U+FFFD.
  virtual TextExtents draw_text(Point top_left, std::string_view utf8, const TextStyle& style) = 0;

  /// The extents that draw_text() would return; the colour and the scale do not matter.
  virtual TextExtents measure_text(std::string_view utf8, const TextStyle& style) = 0;

  /// Everything until the matching restore() shows only within `area`. Use ClipScope.
  virtual void save_and_clip(const Rect& area) = 0;
  virtual void restore() = 0;

  /// A box around what shows of the drawing, which may be much less than all of it: what lies
  /// outside need not be drawn.
  [[nodiscard]] virtual Rect visible_area() const = 0;

  /// Physical pixels per logical one: for what must be exactly one pixel thin.
  [[nodiscard]] virtual double scale() const = 0;
};

/// Clips a canvas for as long as it lives. All members [main].
class ClipScope {
 public:
  ClipScope(Canvas& canvas, const Rect& area) : canvas_(canvas) { canvas_.save_and_clip(area); }
  ~ClipScope() { canvas_.restore(); }
  ClipScope(const ClipScope&) = delete;
  ClipScope& operator=(const ClipScope&) = delete;

 private:
  Canvas& canvas_;
};

}  // namespace attacca::gui
