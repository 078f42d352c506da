// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cairo/cairo_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "gui/cairo/drawing_libraries.hpp"
#include "gui/cairo/pixels.hpp"

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
  const double largest = std::min(area.width, area.height) / 2;
  const double radius = std::max(std::min(wanted_radius, largest), 0.0);
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, area.right() - radius, area.y + radius, radius, -kQuarter, 0);
  cairo_arc(cairo, area.right() - radius, area.bottom() - radius, radius, 0, kQuarter);
  cairo_arc(cairo, area.x + radius, area.bottom() - radius, radius, kQuarter, 2 * kQuarter);
  cairo_arc(cairo, area.x + radius, area.y + radius, radius, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(cairo);
}

void trace(cairo_t* cairo, const Path& path) {
  cairo_new_path(cairo);
  for (const Path::Step& step : path.steps()) {
    switch (step.verb) {
      case Path::Verb::move:
        cairo_move_to(cairo, step.end.x, step.end.y);
        break;
      case Path::Verb::line:
        cairo_line_to(cairo, step.end.x, step.end.y);
        break;
      case Path::Verb::curve:
        cairo_curve_to(cairo, step.control_1.x, step.control_1.y, step.control_2.x,
                       step.control_2.y, step.end.x, step.end.y);
        break;
      case Path::Verb::arc:
        (step.to_angle >= step.from_angle ? cairo_arc : cairo_arc_negative)(
            cairo, step.control_1.x, step.control_1.y, step.radius, step.from_angle, step.to_angle);
        break;
      case Path::Verb::close:
        cairo_close_path(cairo);
        break;
    }
  }
}

}  // namespace

CairoCanvas::CairoCanvas(cairo_t* cairo, PangoText& text, double scale, int left, int top)
    : cairo_(cairo), text_(text), scale_(scale), left_(left), top_(top) {
  cairo_translate(cairo_, -left_, -top_);
  cairo_scale(cairo_, scale_, scale_);
}

void CairoCanvas::set_paint(const Paint& paint) {
  if (paint.kind == Paint::Kind::color) return set_color(cairo_, paint.start);
  const double radius = std::hypot(paint.to.x - paint.from.x, paint.to.y - paint.from.y);
  cairo_pattern_t* pattern =
      paint.kind == Paint::Kind::radial
          ? cairo_pattern_create_radial(paint.from.x, paint.from.y, 0, paint.from.x, paint.from.y,
                                        radius)
          : cairo_pattern_create_linear(paint.from.x, paint.from.y, paint.to.x, paint.to.y);
  add_stop(pattern, 0, paint.start);
  add_stop(pattern, 1, paint.end);
  cairo_set_source(cairo_, pattern);
  cairo_pattern_destroy(pattern);
}

void CairoCanvas::fill_traced(const Paint& paint) {
  set_paint(paint);
  cairo_fill(cairo_);
}

void CairoCanvas::fill(const Rect& area, const Paint& paint) {
  cairo_rectangle(cairo_, area.x, area.y, area.width, area.height);
  fill_traced(paint);
}

void CairoCanvas::fill_rounded(const Rect& area, double radius, const Paint& paint) {
  rounded_path(cairo_, area, radius);
  fill_traced(paint);
}

void CairoCanvas::fill_circle(Point center, double radius, const Paint& paint) {
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, center.x, center.y, radius, 0, 2 * std::numbers::pi);
  fill_traced(paint);
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

void CairoCanvas::fill_path(const Path& path, const Paint& paint) {
  trace(cairo_, path);
  fill_traced(paint);
}

void CairoCanvas::stroke_path(const Path& path, const Paint& paint, const Stroke& stroke) {
  const bool round = stroke.cap == Stroke::Cap::round;
  trace(cairo_, path);
  set_paint(paint);
  cairo_set_line_width(cairo_, stroke.thickness);
  cairo_set_line_cap(cairo_, round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join(cairo_, round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
  cairo_stroke(cairo_);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_MITER);
}

void CairoCanvas::draw_image(const Image& image, const Rect& area, double opacity) {
  const PhysicalSize size = image.size();
  if (!(area.width > 0 && area.height > 0)) return;
  cairo_save(cairo_);
  cairo_rectangle(cairo_, area.x, area.y, area.width, area.height);
  cairo_clip(cairo_);
  cairo_translate(cairo_, area.x, area.y);
  cairo_scale(cairo_, area.width / size.width, area.height / size.height);
  cairo_set_source_surface(cairo_, image.pixels().surface.get(), 0, 0);
  cairo_pattern_set_extend(cairo_get_source(cairo_), CAIRO_EXTEND_PAD);  // no soft rim
  cairo_paint_with_alpha(cairo_, std::clamp(opacity, 0.0, 1.0));
  cairo_restore(cairo_);
}

void CairoCanvas::draw_layer(Layer& layer, const Rect& area,
                             const std::function<void(Canvas&)>& draw) {
  const LayerPlace place(area, scale_);
  if (!place.can_be_kept()) {
    const ClipScope clip(*this, area);
    return draw(*this);
  }
  auto& pixels = layer.pixels();
  if (!pixels) pixels = std::make_unique<Layer::Pixels>();
  const PixelRect& at = place.pixels;
  if (!pixels->valid || !pixels->surface || !pixels->place.looks_like(place)) {
    if (!pixels->surface || !pixels->place.has_size_of(place)) {
      pixels->surface.reset(
          cairo_image_surface_create(CAIRO_FORMAT_ARGB32, at.width(), at.height()));
    }
    const CairoContext inside(cairo_create(pixels->surface.get()));
    cairo_set_operator(inside.get(), CAIRO_OPERATOR_CLEAR);
    cairo_paint(inside.get());
    cairo_set_operator(inside.get(), CAIRO_OPERATOR_OVER);
    CairoCanvas canvas(inside.get(), text_, scale_, at.left, at.top);
    draw(canvas);
    pixels->place = place;
    pixels->valid = true;
  }
  cairo_save(cairo_);
  cairo_identity_matrix(cairo_);
  cairo_set_source_surface(cairo_, pixels->surface.get(), at.left - left_, at.top - top_);
  cairo_rectangle(cairo_, at.left - left_, at.top - top_, at.width(), at.height());
  cairo_fill(cairo_);
  cairo_restore(cairo_);
}

Rect CairoCanvas::visible_area() const {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  cairo_clip_extents(cairo_, &left, &top, &right, &bottom);
  return {left, top, right - left, bottom - top};
}

TextExtents CairoCanvas::draw_text(Point top_left, std::string_view utf8, const TextStyle& style) {
  set_color(cairo_, style.color);
  const TextExtents extents = text_.draw(cairo_, scale_, top_left, utf8, style);
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
