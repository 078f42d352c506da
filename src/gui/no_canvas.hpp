// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/gui/canvas.hpp"

namespace attacca::gui {

/// Where there is nothing to draw with. [main]
class NoCanvas final : public Canvas {
 public:
  explicit NoCanvas(double scale) : scale_(scale) {}
  void fill(const Rect&, const Paint&) override {}
  void fill_rounded(const Rect&, double, const Paint&) override {}
  void fill_circle(Point, double, const Paint&) override {}
  void stroke_rounded(const Rect&, double, Color, double) override {}
  void line(Point, Point, Color, double) override {}
  void fill_path(const Path&, const Paint&) override {}
  void stroke_path(const Path&, const Paint&, const Stroke&) override {}
  void draw_image(const Image&, const Rect&, double) override {}
  void draw_layer(Layer&, const Rect&, const std::function<void(Canvas&)>&) override {}
  [[nodiscard]] Rect visible_area() const override { return {}; }
  TextExtents draw_text(Point, std::string_view, const TextStyle&) override { return {}; }
  TextExtents measure_text(std::string_view, const TextStyle&) override { return {}; }
  void save_and_clip(const Rect&) override {}
  void restore() override {}
  [[nodiscard]] double scale() const override { return scale_; }

 private:
  double scale_;
};

}  // namespace attacca::gui
