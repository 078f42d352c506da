// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/picture_comparison.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include <cairo.h>

namespace attacca::host {

namespace {

constexpr int kSame = 32;  ///< of 255

struct Destroy {
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;

Surface blank(int width, int height) {
  return Surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
}

/// As opaque pixels, on black.
Result<Surface> read(const std::filesystem::path& path) {
  const Surface file(cairo_image_surface_create_from_png(path.c_str()));
  if (const cairo_status_t status = cairo_surface_status(file.get());
      status != CAIRO_STATUS_SUCCESS) {
    return fail("cannot read the picture " + path.string() + ": " + cairo_status_to_string(status));
  }
  Surface opaque =
      blank(cairo_image_surface_get_width(file.get()), cairo_image_surface_get_height(file.get()));
  cairo_t* const cairo = cairo_create(opaque.get());
  cairo_set_source_surface(cairo, file.get(), 0, 0);
  cairo_paint(cairo);
  const cairo_status_t status = cairo_status(cairo);
  cairo_destroy(cairo);
  if (status != CAIRO_STATUS_SUCCESS) {
    return fail("cannot read the picture " + path.string() + ": " + cairo_status_to_string(status));
  }
  cairo_surface_flush(opaque.get());
  return opaque;
}

int width_of(const Surface& surface) {
  return cairo_image_surface_get_width(surface.get());
}

int height_of(const Surface& surface) {
  return cairo_image_surface_get_height(surface.get());
}

std::string size_of(const Surface& surface) {
  return std::to_string(width_of(surface)) + " × " + std::to_string(height_of(surface));
}

unsigned char* pixel_of(const Surface& surface, int x, int y) {
  const auto stride = std::ptrdiff_t{cairo_image_surface_get_stride(surface.get())};
  return cairo_image_surface_get_data(surface.get()) + y * stride + std::ptrdiff_t{x} * 4;
}

bool differs(const unsigned char* a, const unsigned char* b) {
  return std::abs(a[0] - b[0]) > kSame || std::abs(a[1] - b[1]) > kSame ||
         std::abs(a[2] - b[2]) > kSame;
}

}  // namespace

Result<PictureComparison> compare_pictures(const std::filesystem::path& shot,
                                           const std::filesystem::path& reference) {
  const auto now = read(shot);
  if (!now) return tl::unexpected(now.error());
  const auto wanted = read(reference);
  if (!wanted) return tl::unexpected(wanted.error());
  PictureComparison comparison;
  comparison.pixels = static_cast<std::uint64_t>(width_of(*wanted)) *
                      static_cast<std::uint64_t>(height_of(*wanted));
  if (width_of(*now) != width_of(*wanted) || height_of(*now) != height_of(*wanted)) {
    comparison.differing = comparison.pixels;
    comparison.sizes = "is " + size_of(*now) + " pixels, and the reference " + size_of(*wanted);
    return comparison;
  }
  for (int y = 0; y < height_of(*now); ++y) {
    for (int x = 0; x < width_of(*now); ++x) {
      if (differs(pixel_of(*now, x, y), pixel_of(*wanted, x, y))) ++comparison.differing;
    }
  }
  return comparison;
}

Result<void> write_picture_difference(const std::filesystem::path& shot,
                                      const std::filesystem::path& reference,
                                      const std::filesystem::path& target) {
  const auto now = read(shot);
  if (!now) return tl::unexpected(now.error());
  const auto wanted = read(reference);
  if (!wanted) return tl::unexpected(wanted.error());
  const int width = std::min(width_of(*now), width_of(*wanted));
  const int height = std::min(height_of(*now), height_of(*wanted));
  const Surface picture = blank(width, height);
  cairo_surface_flush(picture.get());
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const unsigned char* const from = pixel_of(*now, x, y);
      unsigned char* const to = pixel_of(picture, x, y);
      const bool is_other = differs(from, pixel_of(*wanted, x, y));
      for (std::size_t i = 0; i < 3; ++i) {
        to[i] = static_cast<unsigned char>(is_other ? (i == 2 ? 255 : 0) : 170 + from[i] / 4);
      }
      to[3] = 255;
    }
  }
  cairo_surface_mark_dirty(picture.get());
  const cairo_status_t status = cairo_surface_write_to_png(picture.get(), target.c_str());
  if (status == CAIRO_STATUS_SUCCESS) return {};
  return fail("cannot write the picture " + target.string() + ": " +
              cairo_status_to_string(status));
}

}  // namespace attacca::host
