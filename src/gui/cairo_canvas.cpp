// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cairo_canvas.hpp"

#include <algorithm>
#include <numbers>

#include "gui/drawing_libraries.hpp"

namespace attacca::gui {

namespace {

void set_color(cairo_t* cairo, Color color) {
  cairo_set_source_rgba(cairo, color.red / 255.0, color.green / 255.0, color.blue / 255.0,
                        color.alpha / 255.0);
}

void add_stop(cairo_pattern_t* pattern, double offset, Color color) {
  cairo_pattern_add_color_stop_rgba(pattern, offset, color.red / 255.0, color.green / 255.0,
                                    color.blue / 255.0, color.alpha / 255.0);
}

void rounded_path(cairo_t* cairo, const Rect& area, double wanted_radius) {
  constexpr double kQuarter = std::numbers::pi / 2;
  const double radius = std::clamp(wanted_radius, 0.0, std::min(area.width, area.height) / 2);
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, area.right() - radius, area.y + radius, radius, -kQuarter, 0);
  cairo_arc(cairo, area.right() - radius, area.bottom() - radius, radius, 0, kQuarter);
  cairo_arc(cairo, area.x + radius, area.bottom() - radius, radius, kQuarter, 2 * kQuarter);
  cairo_arc(cairo, area.x + radius, area.y + radius, radius, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(cairo);
}

}  // namespace

CairoCanvas::CairoCanvas(cairo_t* cairo, PangoText& text, double scale)
    : cairo_(cairo), text_(text), scale_(scale) {
  cairo_scale(cairo_, scale_, scale_);
}

void CairoCanvas::fill_path(const Paint& paint) {
  if (paint.is_gradient) {
    cairo_pattern_t* pattern =
        cairo_pattern_create_linear(paint.from.x, paint.from.y, paint.to.x, paint.to.y);
    add_stop(pattern, 0, paint.start);
    add_stop(pattern, 1, paint.end);
    cairo_set_source(cairo_, pattern);
    cairo_pattern_destroy(pattern);
  } else {
    set_color(cairo_, paint.start);
  }
  cairo_fill(cairo_);
}

void CairoCanvas::fill(const Rect& area, const Paint& paint) {
  cairo_rectangle(cairo_, area.x, area.y, area.width, area.height);
  fill_path(paint);
}

void CairoCanvas::fill_rounded(const Rect& area, double radius, const Paint& paint) {
  rounded_path(cairo_, area, radius);
  fill_path(paint);
}

void CairoCanvas::fill_circle(Point center, double radius, const Paint& paint) {
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, center.x, center.y, radius, 0, 2 * std::numbers::pi);
  fill_path(paint);
}

void CairoCanvas::stroke_rounded(const Rect& area, double radius, Color color, double thickness) {
  rounded_path(cairo_, area.inset(thickness / 2, thickness / 2), radius - thickness / 2);
  set_color(cairo_, color);
  cairo_set_line_width(cairo_, thickness);
  cairo_stroke(cairo_);
}

void CairoCanvas::line(Point from, Point to, Color color, double thickness) {
  cairo_move_to(cairo_, from.x, from.y);
  cairo_line_to(cairo_, to.x, to.y);
  set_color(cairo_, color);
  cairo_set_line_width(cairo_, thickness);
  cairo_stroke(cairo_);
}

TextExtents CairoCanvas::draw_text(Point top_left, std::string_view utf8, const TextStyle& style) {
  set_color(cairo_, style.color);
  const TextExtents extents = text_.draw(cairo_, top_left, utf8, style);
  cairo_new_path(cairo_);
  return extents;
}

TextExtents CairoCanvas::measure_text(std::string_view utf8, const TextStyle& style) {
  return text_.measure(utf8, style);
}

void CairoCanvas::save_and_clip(const Rect& area) {
  cairo_save(cairo_);
  cairo_rectangle(cairo_, area.x, area.y, area.width, area.height);
  cairo_clip(cairo_);
}

void CairoCanvas::restore() {
  cairo_restore(cairo_);
}

}  // namespace attacca::gui
