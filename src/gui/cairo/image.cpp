// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "gui/cairo/pixels.hpp"
#include "gui/picture_check.hpp"
#include "gui/premultiplied.hpp"

namespace attacca::gui {

namespace {

/// What is left to be read of a file in memory.
struct Rest {
  std::span<const std::byte> bytes;

  static cairo_status_t read(void* rest, unsigned char* to, unsigned int length) {
    auto& bytes = static_cast<Rest*>(rest)->bytes;
    if (length > bytes.size()) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, bytes.data(), length);
    bytes = bytes.subspan(length);
    return CAIRO_STATUS_SUCCESS;
  }
};

}  // namespace

Result<Image> Image::from_png(std::span<const std::byte> file) {
  const auto size = check_png(file);
  if (!size) return fail(size.error().message);
  if (auto loaded = load_drawing_libraries(); !loaded) return fail(loaded.error().message);
  Rest rest{file};
  CairoSurface surface(cairo_image_surface_create_from_png_stream(&Rest::read, &rest));
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return fail(std::string("cannot decode the picture: ") + cairo_status_to_string(status));
  }
  return Image(std::make_shared<const Pixels>(Pixels{std::move(surface), *size}));
}

Result<Image> Image::from_pixels(PhysicalSize size, std::span<const Color> pixels) {
  if (auto possible = check_picture(size, pixels.size()); !possible) {
    return fail(possible.error().message);
  }
  if (auto loaded = load_drawing_libraries(); !loaded) return fail(loaded.error().message);
  CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(size.width),
                                                  static_cast<int>(size.height)));
  unsigned char* const data = cairo_image_surface_get_data(surface.get());
  if (data == nullptr) return fail("cannot have the picture: there is no memory for it");
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  cairo_surface_flush(surface.get());
  const auto width = static_cast<std::size_t>(size.width);
  for (std::size_t y = 0; y < size.height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const std::uint32_t argb = premultiplied(pixels[y * width + x]);
      std::memcpy(data + y * stride + x * sizeof argb, &argb, sizeof argb);
    }
  }
  cairo_surface_mark_dirty(surface.get());
  return Image(std::make_shared<const Pixels>(Pixels{std::move(surface), size}));
}

PhysicalSize Image::size() const noexcept {
  return pixels_->size;
}

}  // namespace attacca::gui
