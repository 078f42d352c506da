// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image_canvas.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "gui/cocoa/bitmap.hpp"
#include "gui/cocoa/canvas.hpp"
#include "gui/no_canvas.hpp"
#include "gui/premultiplied.hpp"

namespace attacca::gui {

namespace {

using cocoa::CFIndex;

constexpr std::uint32_t kLargestPicture = 16384;  ///< pixels on a side

PhysicalSize at_least_one_pixel(PhysicalSize size) {
  return {std::max(size.width, 1u), std::max(size.height, 1u)};
}

cocoa::Owned<cocoa::CGContextRef> make_picture(PhysicalSize size) {
  const cocoa::DrawingFunctions* const system = cocoa::drawing_functions();
  if (system == nullptr || size.width > kLargestPicture || size.height > kLargestPicture) return {};
  return cocoa::make_bitmap(*system, size);
}

const std::uint8_t* octets(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

}  // namespace

struct ImageCanvas::Impl {
  Impl(PhysicalSize pixels, double scale)
      : size(pixels), bitmap(make_picture(pixels)), none(scale) {
    if (!bitmap) return;
    const cocoa::DrawingFunctions& system = *cocoa::drawing_functions();
    system.CGContextScaleCTM(bitmap.get(), scale, scale);
    text.emplace(system);
    canvas.emplace(system, bitmap.get(), *text, scale);
  }

  PhysicalSize size;
  cocoa::Owned<cocoa::CGContextRef> bitmap;
  NoCanvas none;
  std::optional<cocoa::CocoaText> text;
  std::optional<cocoa::CocoaCanvas> canvas;
};

ImageCanvas::ImageCanvas(LogicalSize size, double scale)
    : impl_(std::make_unique<Impl>(at_least_one_pixel(to_physical(size, scale)), scale)) {}

ImageCanvas::~ImageCanvas() = default;

Canvas& ImageCanvas::canvas() {
  if (impl_->canvas) return *impl_->canvas;
  return impl_->none;
}

PhysicalSize ImageCanvas::size() const {
  return impl_->size;
}

Color ImageCanvas::pixel(std::uint32_t x, std::uint32_t y) const {
  if (!impl_->bitmap || x >= impl_->size.width || y >= impl_->size.height) return {0, 0, 0, 0};
  const void* const rows = cocoa::drawing_functions()->CGBitmapContextGetData(impl_->bitmap.get());
  std::uint32_t argb = 0;
  std::memcpy(
      &argb,
      static_cast<const std::byte*>(rows) + (std::size_t{y} * impl_->size.width + x) * sizeof argb,
      sizeof argb);
  return unpremultiplied(argb);
}

Result<void> ImageCanvas::write_png(const std::string& path) const {
  const auto failed = [&path](const char* why) {
    return fail("cannot write the picture " + path + ": " + why);
  };
  if (!impl_->bitmap) return failed("there is no memory for it, or nothing to draw with");
  const cocoa::DrawingFunctions& system = *cocoa::drawing_functions();
  constexpr std::string_view kPng = "public.png";
  const auto type = system.own(system.CFStringCreateWithBytes(
      nullptr, octets(kPng), static_cast<CFIndex>(kPng.size()), cocoa::kUtf8, 0));
  const auto url = system.own(system.CFURLCreateFromFileSystemRepresentation(
      nullptr, octets(path), static_cast<CFIndex>(path.size()), 0));
  const auto image = system.own(system.CGBitmapContextCreateImage(impl_->bitmap.get()));
  if (!type || !url || !image) return failed("there is no memory for it");
  const auto file =
      system.own(system.CGImageDestinationCreateWithURL(url.get(), type.get(), 1, nullptr));
  if (!file) return failed("it cannot be opened");
  system.CGImageDestinationAddImage(file.get(), image.get(), nullptr);
  if (!system.CGImageDestinationFinalize(file.get())) return failed("it could not be written");
  return {};
}

}  // namespace attacca::gui
