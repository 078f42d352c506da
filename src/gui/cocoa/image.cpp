// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/image.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "gui/cocoa/bitmap.hpp"
#include "gui/cocoa/drawing_functions.hpp"
#include "gui/cocoa/pixels.hpp"
#include "gui/picture_check.hpp"
#include "gui/premultiplied.hpp"

namespace attacca::gui {

namespace {

constexpr const char* kNoMemory = "cannot have the picture: there is no memory for it";

}  // namespace

Result<Image> Image::from_png(std::span<const std::byte> file) {
  const auto size = check_png(file);
  if (!size) return fail(size.error().message);
  const cocoa::DrawingFunctions* const system = cocoa::drawing_functions();
  if (system == nullptr) return fail(cocoa::kCannotDraw);
  const auto data =
      system->own(system->CFDataCreate(nullptr, reinterpret_cast<const std::uint8_t*>(file.data()),
                                       static_cast<cocoa::CFIndex>(file.size())));
  if (!data) return fail(kNoMemory);
  const auto source = system->own(system->CGImageSourceCreateWithData(data.get(), nullptr));
  if (!source) return fail("cannot decode the picture: it is damaged");
  auto image = system->own(system->CGImageSourceCreateImageAtIndex(source.get(), 0, nullptr));
  if (!image || system->CGImageGetWidth(image.get()) != size->width ||
      system->CGImageGetHeight(image.get()) != size->height) {
    return fail("cannot decode the picture: it is damaged, or too large for memory");
  }
  return Image(std::make_shared<const Pixels>(Pixels{std::move(image), *size}));
}

Result<Image> Image::from_pixels(PhysicalSize size, std::span<const Color> pixels) {
  if (auto possible = check_picture(size, pixels.size()); !possible) {
    return fail(possible.error().message);
  }
  const cocoa::DrawingFunctions* const system = cocoa::drawing_functions();
  if (system == nullptr) return fail(cocoa::kCannotDraw);
  std::vector<std::uint32_t> rows(pixels.size());
  for (std::size_t i = 0; i < pixels.size(); ++i) rows[i] = premultiplied(pixels[i]);
  const auto data =
      system->own(system->CFDataCreate(nullptr, reinterpret_cast<const std::uint8_t*>(rows.data()),
                                       static_cast<cocoa::CFIndex>(rows.size() * sizeof rows[0])));
  if (!data) return fail(kNoMemory);
  const auto provider = system->own(system->CGDataProviderCreateWithCFData(data.get()));
  const auto space = system->own(system->CGColorSpaceCreateWithName(system->kCGColorSpaceSRGB));
  auto image = system->own(
      system->CGImageCreate(size.width, size.height, 8, 32, std::size_t{size.width} * 4,
                            space.get(), cocoa::kPixelFormat, provider.get(), nullptr, true, 0));
  if (!image) return fail(kNoMemory);
  return Image(std::make_shared<const Pixels>(Pixels{std::move(image), size}));
}

PhysicalSize Image::size() const noexcept {
  return pixels_->size;
}

}  // namespace attacca::gui
