// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "gui/windows/outline.hpp"
#include "gui/windows/pixels.hpp"

namespace attacca::gui {

namespace {

D2D1_COLOR_F to_color(Color color) {
  return {color.red / 255.0F, color.green / 255.0F, color.blue / 255.0F, color.alpha / 255.0F};
}

D2D1_POINT_2F to_float(Point point) {
  return {static_cast<float>(point.x), static_cast<float>(point.y)};
}

D2D1_RECT_F to_float(const Rect& area) {
  return {static_cast<float>(area.x), static_cast<float>(area.y), static_cast<float>(area.right()),
          static_cast<float>(area.bottom())};
}

/// Direct2D draws nothing any more after a number that is none.
bool is_drawable(Point point) {
  return std::isfinite(point.x) && std::isfinite(point.y);
}

bool is_drawable(const Rect& area) {
  return is_drawable(area.top_left()) && std::isfinite(area.width) && std::isfinite(area.height);
}

/// Sides the right way round: a size below nothing is one to the other side.
Rect normal(const Rect& area) {
  return {std::min(area.x, area.right()), std::min(area.y, area.bottom()), std::abs(area.width),
          std::abs(area.height)};
}

D2D1_MATRIX_3X2_F transform(double scale, double x, double y) {
  D2D1_MATRIX_3X2_F matrix{};
  matrix._11 = matrix._22 = static_cast<float>(scale);
  matrix._31 = static_cast<float>(x);
  matrix._32 = static_cast<float>(y);
  return matrix;
}

float possible_radius(const Rect& area, double radius) {
  return static_cast<float>(std::clamp(radius, 0.0, std::min(area.width, area.height) / 2));
}

}  // namespace

DirectCanvas::DirectCanvas(Surface& surface, ID2D1RenderTarget& target, DirectText& text,
                           const Place& place)
    : surface_(surface), target_(target), text_(text), place_(place) {}

void DirectCanvas::begin() {
  target_.BeginDraw();
  const D2D1_MATRIX_3X2_F matrix = transform(place_.scale, -place_.pixels.left, -place_.pixels.top);
  target_.SetTransform(&matrix);
  for (const Rect& clip : clips_) push(clip);
}

bool DirectCanvas::end() {
  for (std::size_t i = 0; i < clips_.size(); ++i) target_.PopAxisAlignedClip();
  return SUCCEEDED(target_.EndDraw(nullptr, nullptr));
}

void DirectCanvas::clear_and_clip(const PixelRect& area) {
  save_and_clip({(area.left + place_.pixels.left) / place_.scale,
                 (area.top + place_.pixels.top) / place_.scale, area.width() / place_.scale,
                 area.height() / place_.scale});
  const D2D1_COLOR_F nothing{};
  target_.Clear(&nothing);
}

ComRef<ID2D1Brush> DirectCanvas::brush_of(const Paint& paint) {
  const D2D1_COLOR_F color = to_color(paint.start);
  ComRef<ID2D1SolidColorBrush> solid;
  const bool gradient = paint.kind != Paint::Kind::color && is_drawable(paint.from) &&
                        is_drawable(paint.to) && !(paint.from == paint.to);
  if (!gradient) {
    // A gradient over no length is all its end.
    const D2D1_COLOR_F end = to_color(paint.end);
    target_.CreateSolidColorBrush(paint.kind == Paint::Kind::color ? &color : &end, nullptr,
                                  solid.out());
    return solid.as<ID2D1Brush>();
  }
  const std::array<D2D1_GRADIENT_STOP, 2> stops{{{0.0F, color}, {1.0F, to_color(paint.end)}}};
  ComRef<ID2D1GradientStopCollection> both;
  if (FAILED(target_.CreateGradientStopCollection(stops.data(), stops.size(), D2D1_GAMMA_2_2,
                                                  D2D1_EXTEND_MODE_CLAMP, both.out()))) {
    return {};
  }
  if (paint.kind == Paint::Kind::radial) {
    const auto radius =
        static_cast<float>(std::hypot(paint.to.x - paint.from.x, paint.to.y - paint.from.y));
    const D2D1_RADIAL_GRADIENT_BRUSH_PROPERTIES where{to_float(paint.from), {0, 0}, radius, radius};
    ComRef<ID2D1RadialGradientBrush> radial;
    target_.CreateRadialGradientBrush(&where, nullptr, both.get(), radial.out());
    return radial.as<ID2D1Brush>();
  }
  const D2D1_LINEAR_GRADIENT_BRUSH_PROPERTIES where{to_float(paint.from), to_float(paint.to)};
  ComRef<ID2D1LinearGradientBrush> linear;
  target_.CreateLinearGradientBrush(&where, nullptr, both.get(), linear.out());
  return linear.as<ID2D1Brush>();
}

void DirectCanvas::fill(const Rect& area, const Paint& paint) {
  const auto brush = brush_of(paint);
  if (!brush || !is_drawable(area)) return;
  const D2D1_RECT_F rect = to_float(normal(area));
  target_.FillRectangle(&rect, brush.get());
}

void DirectCanvas::fill_rounded(const Rect& area, double radius, const Paint& paint) {
  if (!(area.width > 0 && area.height > 0) || !(radius > 0)) {
    return fill({area.x, area.y, std::max(area.width, 0.0), std::max(area.height, 0.0)}, paint);
  }
  const auto brush = brush_of(paint);
  if (!brush || !is_drawable(area)) return;
  const float round = possible_radius(area, radius);
  const D2D1_ROUNDED_RECT rect{to_float(area), round, round};
  target_.FillRoundedRectangle(&rect, brush.get());
}

void DirectCanvas::fill_circle(Point center, double radius, const Paint& paint) {
  const auto brush = brush_of(paint);
  if (!brush || !is_drawable(center) || !(radius > 0) || !std::isfinite(radius)) return;
  const auto round = static_cast<float>(radius);
  const D2D1_ELLIPSE circle{to_float(center), round, round};
  target_.FillEllipse(&circle, brush.get());
}

void DirectCanvas::stroke_rounded(const Rect& area, double radius, Color color, double thickness) {
  const auto brush = brush_of(color);
  const Rect inner = area.inset(thickness / 2, thickness / 2);
  if (!brush || !is_drawable(inner) || !(thickness > 0)) return;
  const float round = possible_radius(inner, radius - thickness / 2);
  const auto width = static_cast<float>(thickness);
  if (round > 0) {
    const D2D1_ROUNDED_RECT rect{to_float(inner), round, round};
    target_.DrawRoundedRectangle(&rect, brush.get(), width, surface_.system().flat());
  } else {
    const D2D1_RECT_F rect = to_float(inner);
    target_.DrawRectangle(&rect, brush.get(), width, surface_.system().flat());
  }
}

void DirectCanvas::line(Point from, Point to, Color color, double thickness) {
  const auto brush = brush_of(color);
  if (!brush || !is_drawable(from) || !is_drawable(to) || !(thickness > 0)) return;
  target_.DrawLine(to_float(from), to_float(to), brush.get(), static_cast<float>(thickness),
                   surface_.system().flat());
}

void DirectCanvas::fill_path(const Path& path, const Paint& paint) {
  const auto brush = brush_of(paint);
  const auto outline = outline_of(surface_.system().direct2d(), path);
  if (brush && outline) target_.FillGeometry(outline.get(), brush.get(), nullptr);
}

void DirectCanvas::stroke_path(const Path& path, const Paint& paint, const Stroke& stroke) {
  const auto brush = brush_of(paint);
  const auto outline = outline_of(surface_.system().direct2d(), path);
  if (!brush || !outline || !(stroke.thickness > 0) || !std::isfinite(stroke.thickness)) return;
  const DrawingSystem& system = surface_.system();
  target_.DrawGeometry(outline.get(), brush.get(), static_cast<float>(stroke.thickness),
                       stroke.cap == Stroke::Cap::round ? system.round() : system.flat());
}

void DirectCanvas::draw_image(const Image& image, const Rect& area, double opacity) {
  if (!(area.width > 0 && area.height > 0) || !is_drawable(area)) return;
  const PhysicalSize drawn =
      to_physical({std::min(area.width, 1e4), std::min(area.height, 1e4)}, place_.scale);
  ID2D1Bitmap* const bitmap = surface_.bitmap_of(image, drawn);
  if (bitmap == nullptr) return;
  const D2D1_RECT_F rect = to_float(area);
  target_.DrawBitmap(bitmap, &rect, static_cast<float>(std::clamp(opacity, 0.0, 1.0)),
                     D2D1_BITMAP_INTERPOLATION_MODE_LINEAR, nullptr);
}

/// Null where there is no memory.
ComRef<ID2D1Bitmap> DirectCanvas::draw_anew(const LayerPlace& place,
                                            const std::function<void(Canvas&)>& draw) {
  const PixelRect& pixels = place.pixels;
  const D2D1_SIZE_U size{static_cast<UINT32>(pixels.width()), static_cast<UINT32>(pixels.height())};
  const D2D1_SIZE_F lengths{static_cast<float>(pixels.width()),
                            static_cast<float>(pixels.height())};
  const D2D1_PIXEL_FORMAT format{DXGI_FORMAT_B8G8R8A8_UNORM, D2D1_ALPHA_MODE_PREMULTIPLIED};
  ComRef<ID2D1BitmapRenderTarget> inside;
  if (FAILED(target_.CreateCompatibleRenderTarget(
          &lengths, &size, &format, D2D1_COMPATIBLE_RENDER_TARGET_OPTIONS_NONE, inside.out()))) {
    return {};
  }
  inside->SetTextAntialiasMode(D2D1_TEXT_ANTIALIAS_MODE_GRAYSCALE);
  DirectCanvas canvas(surface_, *inside.get(), text_, {place_.scale, pixels});
  canvas.begin();
  canvas.clear_and_clip({0, 0, pixels.width(), pixels.height()});
  draw(canvas);
  ComRef<ID2D1Bitmap> drawn;
  if (!canvas.end() || FAILED(inside->GetBitmap(drawn.out()))) return {};
  return drawn;
}

void DirectCanvas::draw_layer(Layer& layer, const Rect& area,
                              const std::function<void(Canvas&)>& draw) {
  const LayerPlace place = is_drawable(area) ? LayerPlace(area, place_.scale) : LayerPlace();
  if (!place.can_be_kept()) {
    const ClipScope clip(*this, area);
    return draw(*this);
  }
  auto& pixels = layer.pixels();
  if (!pixels) pixels = std::make_unique<Layer::Pixels>();
  if (!pixels->valid || pixels->surface != surface_.id() || !pixels->place.looks_like(place)) {
    ComRef<ID2D1Bitmap> drawn = draw_anew(place, draw);
    if (!drawn) return;
    *pixels = {surface_.shared_system(), std::move(drawn), surface_.id(), place, true};
  }
  const auto left = static_cast<float>(place.pixels.left - place_.pixels.left);
  const auto top = static_cast<float>(place.pixels.top - place_.pixels.top);
  const D2D1_RECT_F rect{left, top, left + static_cast<float>(place.pixels.width()),
                         top + static_cast<float>(place.pixels.height())};
  D2D1_MATRIX_3X2_F before;
  target_.GetTransform(&before);
  const D2D1_MATRIX_3X2_F pixel_by_pixel = transform(1, 0, 0);
  target_.SetTransform(&pixel_by_pixel);
  target_.DrawBitmap(pixels->bitmap.get(), &rect, 1,
                     D2D1_BITMAP_INTERPOLATION_MODE_NEAREST_NEIGHBOR, nullptr);
  target_.SetTransform(&before);
}

TextExtents DirectCanvas::draw_text(Point top_left, std::string_view utf8, const TextStyle& style) {
  const auto brush = brush_of(style.color);
  if (!brush) return text_.measure(utf8, style);
  return text_.draw(target_, *brush.get(), top_left, utf8, style);
}

TextExtents DirectCanvas::measure_text(std::string_view utf8, const TextStyle& style) {
  return text_.measure(utf8, style);
}

void DirectCanvas::push(const Rect& area) {
  const D2D1_RECT_F rect = to_float(area);
  target_.PushAxisAlignedClip(&rect, D2D1_ANTIALIAS_MODE_PER_PRIMITIVE);
}

void DirectCanvas::save_and_clip(const Rect& area) {
  const Rect within = is_drawable(area) ? normal(area).common(visible_area()) : Rect{};
  clips_.push_back(within);
  push(within);
}

void DirectCanvas::restore() {
  if (clips_.empty()) return;
  clips_.pop_back();
  target_.PopAxisAlignedClip();
}

Rect DirectCanvas::visible_area() const {
  if (!clips_.empty()) return clips_.back();
  const PixelRect& pixels = place_.pixels;
  return {pixels.left / place_.scale, pixels.top / place_.scale, pixels.width() / place_.scale,
          pixels.height() / place_.scale};
}

}  // namespace attacca::gui
