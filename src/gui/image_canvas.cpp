// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image_canvas.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "gui/cairo_canvas.hpp"
#include "gui/drawing_libraries.hpp"
#include "gui/pixels.hpp"

namespace attacca::gui {

namespace {

PhysicalSize at_least_one_pixel(PhysicalSize size) {
  return {std::max(size.width, 1u), std::max(size.height, 1u)};
}

cairo_surface_t* create_image(PhysicalSize size) {
  return cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(size.width),
                                    static_cast<int>(size.height));
}

std::uint8_t unpremultiply(std::uint32_t channel, std::uint32_t alpha) {
  return static_cast<std::uint8_t>(std::min((channel * 255 + alpha / 2) / alpha, 255u));
}

/// Where there is nothing to draw with.
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

/// A surface and what draws on it; not before load_drawing_libraries().
struct Picture {
  Picture(PhysicalSize size, double scale)
      : surface(create_image(size)),
        cairo(cairo_create(surface.get())),
        canvas(cairo.get(), text, scale) {}

  CairoSurface surface;
  CairoContext cairo;
  PangoText text;
  CairoCanvas canvas;
};

}  // namespace

struct ImageCanvas::Impl {
  Impl(PhysicalSize pixels, double scale)
      : size(pixels), loaded(load_drawing_libraries()), none(scale) {
    if (loaded) picture.emplace(size, scale);
  }

  PhysicalSize size;
  Result<void> loaded;
  NoCanvas none;
  std::optional<Picture> picture;
};

ImageCanvas::ImageCanvas(LogicalSize size, double scale)
    : impl_(std::make_unique<Impl>(at_least_one_pixel(to_physical(size, scale)), scale)) {}

ImageCanvas::~ImageCanvas() = default;

Canvas& ImageCanvas::canvas() {
  if (impl_->picture) return impl_->picture->canvas;
  return impl_->none;
}

PhysicalSize ImageCanvas::size() const {
  return impl_->size;
}

Color ImageCanvas::pixel(std::uint32_t x, std::uint32_t y) const {
  if (!impl_->picture) return {0, 0, 0, 0};
  cairo_surface_t* surface = impl_->picture->surface.get();
  cairo_surface_flush(surface);
  const unsigned char* data = cairo_image_surface_get_data(surface);
  if (data == nullptr || x >= impl_->size.width || y >= impl_->size.height) return {0, 0, 0, 0};
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  std::uint32_t argb = 0;
  std::memcpy(&argb, data + y * stride + x * sizeof argb, sizeof argb);
  const std::uint32_t alpha = argb >> 24u;
  if (alpha == 0) return {0, 0, 0, 0};
  return {unpremultiply(argb >> 16u & 0xFFu, alpha), unpremultiply(argb >> 8u & 0xFFu, alpha),
          unpremultiply(argb & 0xFFu, alpha), static_cast<std::uint8_t>(alpha)};
}

Result<void> ImageCanvas::write_png(const std::string& path) const {
  if (!impl_->picture) {
    return fail("cannot write the picture " + path + ": " + impl_->loaded.error().message);
  }
  cairo_surface_t* const surface = impl_->picture->surface.get();
  cairo_surface_flush(surface);
  const cairo_status_t status = cairo_surface_write_to_png(surface, path.c_str());
  if (status != CAIRO_STATUS_SUCCESS) {
    return fail("cannot write the picture " + path + ": " + cairo_status_to_string(status));
  }
  return {};
}

}  // namespace attacca::gui
