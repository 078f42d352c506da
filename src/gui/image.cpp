// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "gui/pixels.hpp"

namespace attacca::gui {

namespace {

constexpr std::uint32_t kLargestSide = 16384;

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

std::uint32_t big_endian(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (const std::byte byte : bytes) value = value << 8u | std::to_integer<std::uint32_t>(byte);
  return value;
}

/// PNG (Portable Network Graphics) begins with a signature and the chunk IHDR: width and height.
Result<PhysicalSize> png_size(std::span<const std::byte> file) {
  constexpr std::array<unsigned char, 8> kSignature{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  if (file.size() < 33 || std::memcmp(file.data(), kSignature.data(), kSignature.size()) != 0) {
    return fail("cannot decode the picture: it is no PNG");
  }
  return PhysicalSize{big_endian(file.subspan(16, 4)), big_endian(file.subspan(20, 4))};
}

Result<void> check_size(PhysicalSize size) {
  if (size.width > 0 && size.height > 0 && size.width <= kLargestSide &&
      size.height <= kLargestSide) {
    return {};
  }
  return fail("cannot have a picture of " + std::to_string(size.width) + " × " +
              std::to_string(size.height) + " pixels: 1 to " + std::to_string(kLargestSide) +
              " each way");
}

std::uint32_t premultiplied(Color color) {
  const auto times_alpha = [&](std::uint32_t value) { return (value * color.alpha + 127) / 255; };
  return static_cast<std::uint32_t>(color.alpha) << 24u | times_alpha(color.red) << 16u |
         times_alpha(color.green) << 8u | times_alpha(color.blue);
}

}  // namespace

Result<Image> Image::from_png(std::span<const std::byte> file) {
  const auto size = png_size(file);
  if (!size) return fail(size.error().message);
  if (auto possible = check_size(*size); !possible) return fail(possible.error().message);
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
  if (auto possible = check_size(size); !possible) return fail(possible.error().message);
  const auto width = static_cast<std::size_t>(size.width);
  if (pixels.size() != width * size.height) {
    return fail("cannot have a picture of " + std::to_string(size.width) + " × " +
                std::to_string(size.height) + " pixels out of " + std::to_string(pixels.size()) +
                " colours");
  }
  if (auto loaded = load_drawing_libraries(); !loaded) return fail(loaded.error().message);
  CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(size.width),
                                                  static_cast<int>(size.height)));
  unsigned char* const data = cairo_image_surface_get_data(surface.get());
  if (data == nullptr) return fail("cannot have the picture: there is no memory for it");
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  cairo_surface_flush(surface.get());
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
