// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "gui/cocoa/bitmap.hpp"
#include "gui/cocoa/pixels.hpp"

namespace attacca::gui::cocoa {

namespace {

constexpr int kButt = 0;   // kCGLineCapButt
constexpr int kRound = 1;  // kCGLineCapRound, kCGLineJoinRound
constexpr int kMiter = 0;  // kCGLineJoinMiter

CGRect to_rect(const Rect& area) {
  return {{area.x, area.y}, {area.width, area.height}};
}

CGPoint to_point(Point point) {
  return {point.x, point.y};
}

/// What CoreGraphics is not to see: a number that is none.
bool is_drawable(const Rect& area) {
  return std::isfinite(area.x) && std::isfinite(area.y) && std::isfinite(area.width) &&
         std::isfinite(area.height);
}

bool is_gradient(const Paint& paint) {
  return paint.kind != Paint::Kind::color && !(paint.from == paint.to);
}

/// A gradient over no length is all its end.
Color plain_color(const Paint& paint) {
  return paint.kind == Paint::Kind::color ? paint.start : paint.end;
}

}  // namespace

void CocoaCanvas::draw_gradient(const Paint& paint) {
  std::array<CGFloat, 8> components{};
  for (std::size_t i = 0; i < 2; ++i) {
    const Color color = i == 0 ? paint.start : paint.end;
    components[4 * i] = color.red / 255.0;
    components[4 * i + 1] = color.green / 255.0;
    components[4 * i + 2] = color.blue / 255.0;
    components[4 * i + 3] = color.alpha / 255.0;
  }
  constexpr std::array<CGFloat, 2> kPlaces{0, 1};
  const auto space = cg_.own(cg_.CGColorSpaceCreateWithName(cg_.kCGColorSpaceSRGB));
  const auto gradient = cg_.own(
      cg_.CGGradientCreateWithColorComponents(space.get(), components.data(), kPlaces.data(), 2));
  if (!gradient) return;
  if (paint.kind == Paint::Kind::linear) {
    cg_.CGContextDrawLinearGradient(context_, gradient.get(), to_point(paint.from),
                                    to_point(paint.to), kGradientBeyondEnds);
    return;
  }
  const double radius = std::hypot(paint.to.x - paint.from.x, paint.to.y - paint.from.y);
  cg_.CGContextDrawRadialGradient(context_, gradient.get(), to_point(paint.from), 0,
                                  to_point(paint.from), radius, kGradientBeyondEnds);
}

void CocoaCanvas::fill_traced(const Paint& paint) {
  // Clipping to no path would clip to nothing, or not at all.
  if (cg_.CGContextIsPathEmpty(context_)) return;
  if (!is_gradient(paint)) {
    const Color color = plain_color(paint);
    cg_.CGContextSetRGBFillColor(context_, color.red / 255.0, color.green / 255.0,
                                 color.blue / 255.0, color.alpha / 255.0);
    return cg_.CGContextFillPath(context_);
  }
  cg_.CGContextSaveGState(context_);
  cg_.CGContextClip(context_);
  draw_gradient(paint);
  cg_.CGContextRestoreGState(context_);
}

void CocoaCanvas::stroke_traced(const Paint& paint, double thickness, bool round) {
  if (!(thickness > 0) || cg_.CGContextIsPathEmpty(context_)) return;
  cg_.CGContextSetLineWidth(context_, thickness);
  cg_.CGContextSetLineCap(context_, round ? kRound : kButt);
  cg_.CGContextSetLineJoin(context_, round ? kRound : kMiter);
  if (is_gradient(paint)) {
    cg_.CGContextReplacePathWithStrokedPath(context_);
    return fill_traced(paint);
  }
  const Color color = plain_color(paint);
  cg_.CGContextSetRGBStrokeColor(context_, color.red / 255.0, color.green / 255.0,
                                 color.blue / 255.0, color.alpha / 255.0);
  cg_.CGContextStrokePath(context_);
}

void CocoaCanvas::trace_rounded(const Rect& area, double wanted_radius) {
  constexpr double kQuarter = std::numbers::pi / 2;
  const double largest = std::min(area.width, area.height) / 2;
  const double radius = std::max(std::min(wanted_radius, largest), 0.0);
  cg_.CGContextBeginPath(context_);
  if (!(radius > 0)) return cg_.CGContextAddRect(context_, to_rect(area));
  const auto corner = [&](double x, double y, int quarter) {
    cg_.CGContextAddArc(context_, x, y, radius, quarter * kQuarter, (quarter + 1) * kQuarter, 0);
  };
  corner(area.right() - radius, area.y + radius, -1);
  corner(area.right() - radius, area.bottom() - radius, 0);
  corner(area.x + radius, area.bottom() - radius, 1);
  corner(area.x + radius, area.y + radius, 2);
  cg_.CGContextClosePath(context_);
}

void CocoaCanvas::trace(const Path& path) {
  cg_.CGContextBeginPath(context_);
  for (const Path::Step& step : path.steps()) {
    switch (step.verb) {
      case Path::Verb::move:
        cg_.CGContextMoveToPoint(context_, step.end.x, step.end.y);
        break;
      case Path::Verb::line:
        cg_.CGContextAddLineToPoint(context_, step.end.x, step.end.y);
        break;
      case Path::Verb::curve:
        cg_.CGContextAddCurveToPoint(context_, step.control_1.x, step.control_1.y, step.control_2.x,
                                     step.control_2.y, step.end.x, step.end.y);
        break;
      case Path::Verb::arc:
        // What CoreGraphics calls clockwise is so where y grows upwards.
        cg_.CGContextAddArc(context_, step.control_1.x, step.control_1.y, step.radius,
                            step.from_angle, step.to_angle,
                            step.to_angle < step.from_angle ? 1 : 0);
        break;
      case Path::Verb::close:
        cg_.CGContextClosePath(context_);
        break;
    }
  }
}

void CocoaCanvas::fill(const Rect& area, const Paint& paint) {
  if (!is_drawable(area)) return;
  cg_.CGContextBeginPath(context_);
  cg_.CGContextAddRect(context_, to_rect(area));
  fill_traced(paint);
}

void CocoaCanvas::fill_rounded(const Rect& area, double radius, const Paint& paint) {
  if (!is_drawable(area)) return;
  trace_rounded(area, radius);
  fill_traced(paint);
}

void CocoaCanvas::fill_circle(Point center, double radius, const Paint& paint) {
  if (!(radius > 0) || !is_drawable({center.x, center.y, radius, radius})) return;
  cg_.CGContextBeginPath(context_);
  cg_.CGContextAddArc(context_, center.x, center.y, radius, 0, 2 * std::numbers::pi, 0);
  fill_traced(paint);
}

void CocoaCanvas::stroke_rounded(const Rect& area, double radius, Color color, double thickness) {
  if (!is_drawable(area)) return;
  trace_rounded(area.inset(thickness / 2, thickness / 2), radius - thickness / 2);
  stroke_traced(color, thickness, false);
}

void CocoaCanvas::line(Point from, Point to, Color color, double thickness) {
  if (!is_drawable({from.x, from.y, to.x, to.y})) return;
  cg_.CGContextBeginPath(context_);
  cg_.CGContextMoveToPoint(context_, from.x, from.y);
  cg_.CGContextAddLineToPoint(context_, to.x, to.y);
  stroke_traced(color, thickness, false);
}

void CocoaCanvas::fill_path(const Path& path, const Paint& paint) {
  trace(path);
  fill_traced(paint);
}

void CocoaCanvas::stroke_path(const Path& path, const Paint& paint, const Stroke& stroke) {
  trace(path);
  stroke_traced(paint, stroke.thickness, stroke.cap == Stroke::Cap::round);
}

/// Pictures have their first row where y is largest.
void CocoaCanvas::draw_picture(CGImageRef image, const Rect& area) {
  cg_.CGContextTranslateCTM(context_, area.x, area.bottom());
  cg_.CGContextScaleCTM(context_, 1, -1);
  cg_.CGContextDrawImage(context_, {{0, 0}, {area.width, area.height}}, image);
}

void CocoaCanvas::draw_image(const Image& image, const Rect& area, double opacity) {
  if (!(area.width > 0 && area.height > 0) || !is_drawable(area)) return;
  cg_.CGContextSaveGState(context_);
  cg_.CGContextSetAlpha(context_, std::clamp(opacity, 0.0, 1.0));
  draw_picture(image.pixels().image.get(), area);
  cg_.CGContextRestoreGState(context_);
}

/// Null where there is no memory.
Owned<CGImageRef> CocoaCanvas::draw_anew(const LayerPlace& place,
                                         const std::function<void(Canvas&)>& draw) {
  const PixelRect& pixels = place.pixels;
  const auto bitmap = make_bitmap(cg_, {static_cast<std::uint32_t>(pixels.width()),
                                        static_cast<std::uint32_t>(pixels.height())});
  if (!bitmap) return {};
  cg_.CGContextTranslateCTM(bitmap.get(), -pixels.left, -pixels.top);
  cg_.CGContextScaleCTM(bitmap.get(), scale_, scale_);
  CocoaCanvas canvas(cg_, bitmap.get(), text_, scale_);
  draw(canvas);
  return cg_.own(cg_.CGBitmapContextCreateImage(bitmap.get()));
}

void CocoaCanvas::draw_layer(Layer& layer, const Rect& area,
                             const std::function<void(Canvas&)>& draw) {
  const LayerPlace place = is_drawable(area) ? LayerPlace(area, scale_) : LayerPlace();
  if (!place.can_be_kept()) {
    const ClipScope clip(*this, area);
    return draw(*this);
  }
  auto& pixels = layer.pixels();
  if (!pixels) pixels = std::make_unique<Layer::Pixels>();
  if (!pixels->valid || !pixels->place.looks_like(place)) {
    Owned<CGImageRef> drawn = draw_anew(place, draw);
    if (!drawn) return;
    *pixels = {std::move(drawn), place, true};
  }
  cg_.CGContextSaveGState(context_);
  draw_picture(pixels->image.get(),
               {place.pixels.left / scale_, place.pixels.top / scale_,
                place.pixels.width() / scale_, place.pixels.height() / scale_});
  cg_.CGContextRestoreGState(context_);
}

TextExtents CocoaCanvas::draw_text(Point top_left, std::string_view utf8, const TextStyle& style) {
  cg_.CGContextSetRGBFillColor(context_, style.color.red / 255.0, style.color.green / 255.0,
                               style.color.blue / 255.0, style.color.alpha / 255.0);
  return text_.draw(context_, top_left, utf8, style);
}

TextExtents CocoaCanvas::measure_text(std::string_view utf8, const TextStyle& style) {
  return text_.measure(utf8, style);
}

void CocoaCanvas::save_and_clip(const Rect& area) {
  cg_.CGContextSaveGState(context_);
  cg_.CGContextClipToRect(context_, is_drawable(area) ? to_rect(area) : CGRect{});
}

void CocoaCanvas::restore() {
  cg_.CGContextRestoreGState(context_);
}

Rect CocoaCanvas::visible_area() const {
  const CGRect box = cg_.CGContextGetClipBoundingBox(context_);
  if (!std::isfinite(box.origin.x) || !std::isfinite(box.origin.y)) return {};
  return {box.origin.x, box.origin.y, box.size.width, box.size.height};
}

}  // namespace attacca::gui::cocoa
