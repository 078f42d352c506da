// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image_canvas.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "gui/no_canvas.hpp"
#include "gui/premultiplied.hpp"
#include "gui/windows/canvas.hpp"
#include "gui/windows/png_file.hpp"
#include "gui/windows/surface.hpp"

namespace attacca::gui {

namespace {

constexpr std::uint32_t kLargestPicture = 16384;  ///< pixels on a side, as Direct2D has it

PhysicalSize at_least_one_pixel(PhysicalSize size) {
  return {std::max(size.width, 1u), std::max(size.height, 1u)};
}

Result<std::unique_ptr<Surface>> make_picture(PhysicalSize size) {
  if (size.width > kLargestPicture || size.height > kLargestPicture) {
    return fail("it is larger than 16384 pixels");
  }
  auto system = DrawingSystem::get();
  if (!system) return tl::unexpected(system.error());
  auto surface = Surface::make(std::move(*system), size);
  if (!surface) return fail("there is no memory for it");
  return surface;
}

/// What draws on a surface, from the first drawing to the next look at the pixels.
struct Drawing {
  Drawing(Surface& surface, double scale)
      : text(surface.shared_system()),
        canvas(surface, surface.target(), text,
               {scale,
                {0, 0, static_cast<int>(surface.size().width),
                 static_cast<int>(surface.size().height)}}) {}

  DirectCanvas& begin() {
    if (!std::exchange(under_way, true)) canvas.begin();
    return canvas;
  }
  void end() {
    if (std::exchange(under_way, false)) canvas.end();
  }

  DirectText text;
  DirectCanvas canvas;
  bool under_way = false;
};

}  // namespace

struct ImageCanvas::Impl {
  Impl(PhysicalSize pixels, double scale)
      : size(pixels), surface(make_picture(pixels)), none(scale) {
    if (surface) drawing.emplace(**surface, scale);
  }

  PhysicalSize size;
  Result<std::unique_ptr<Surface>> surface;
  NoCanvas none;
  std::optional<Drawing> drawing;
};

ImageCanvas::ImageCanvas(LogicalSize size, double scale)
    : impl_(std::make_unique<Impl>(at_least_one_pixel(to_physical(size, scale)), scale)) {}

ImageCanvas::~ImageCanvas() {
  if (impl_->drawing) impl_->drawing->end();
}

Canvas& ImageCanvas::canvas() {
  if (impl_->drawing) return impl_->drawing->begin();
  return impl_->none;
}

PhysicalSize ImageCanvas::size() const {
  return impl_->size;
}

Color ImageCanvas::pixel(std::uint32_t x, std::uint32_t y) const {
  if (!impl_->drawing || x >= impl_->size.width || y >= impl_->size.height) return {0, 0, 0, 0};
  impl_->drawing->end();
  std::uint32_t argb = 0;
  (*impl_->surface)->read([&](std::span<const BYTE> rows, std::size_t stride) {
    std::memcpy(&argb, rows.data() + y * stride + x * sizeof argb, sizeof argb);
  });
  return unpremultiplied(argb);
}

Result<void> ImageCanvas::write_png(const std::string& path) const {
  if (!impl_->drawing) {
    return fail("cannot write the picture " + path + ": " + impl_->surface.error().message);
  }
  impl_->drawing->end();
  const Surface& surface = **impl_->surface;
  return write_png_file(surface.system().imaging(), surface.bitmap(), path);
}

}  // namespace attacca::gui
