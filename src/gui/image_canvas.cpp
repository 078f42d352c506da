// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image_canvas.hpp"

#include <algorithm>
#include <cstring>

#include "gui/frame_buffer.hpp"

namespace attacca::gui {

namespace {

struct DestroyCairo {
  void operator()(cairo_t* cairo) const noexcept { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};

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

}  // namespace

struct ImageCanvas::Impl {
  Impl(PhysicalSize pixels, double scale)
      : size(pixels),
        surface(create_image(size)),
        cairo(cairo_create(surface.get())),
        canvas(cairo.get(), text, scale) {}

  PhysicalSize size;
  std::unique_ptr<cairo_surface_t, DestroyCairo> surface;
  std::unique_ptr<cairo_t, DestroyCairo> cairo;
  PangoText text;
  CairoCanvas canvas;
};

ImageCanvas::ImageCanvas(LogicalSize size, double scale)
    : impl_(std::make_unique<Impl>(at_least_one_pixel(to_physical(size, scale)), scale)) {}

ImageCanvas::~ImageCanvas() = default;

Canvas& ImageCanvas::canvas() {
  return impl_->canvas;
}

PhysicalSize ImageCanvas::size() const {
  return impl_->size;
}

Color ImageCanvas::pixel(std::uint32_t x, std::uint32_t y) const {
  cairo_surface_t* surface = impl_->surface.get();
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
  cairo_surface_flush(impl_->surface.get());
  const cairo_status_t status = cairo_surface_write_to_png(impl_->surface.get(), path.c_str());
  if (status != CAIRO_STATUS_SUCCESS) {
    return fail("cannot write the picture " + path + ": " + cairo_status_to_string(status));
  }
  return {};
}

}  // namespace attacca::gui
