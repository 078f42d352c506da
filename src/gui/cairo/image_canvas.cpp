// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image_canvas.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "gui/cairo/cairo_canvas.hpp"
#include "gui/cairo/drawing_libraries.hpp"
#include "gui/cairo/pixels.hpp"
#include "gui/no_canvas.hpp"
#include "gui/premultiplied.hpp"

namespace attacca::gui {

namespace {

PhysicalSize at_least_one_pixel(PhysicalSize size) {
  return {std::max(size.width, 1u), std::max(size.height, 1u)};
}

cairo_surface_t* create_image(PhysicalSize size) {
  return cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(size.width),
                                    static_cast<int>(size.height));
}

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
  return unpremultiplied(argb);
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
