// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A picture to draw, out of a PNG that is compiled into the plugin, or out of pixels:
//
//     static const auto logo = attacca::gui::Image::from_png(kLogoPng);
//     if (logo) canvas.draw_image(*logo, {8, 8, 64, 64});
//
// Main thread. Copies share the pixels, which never change. An image is decoded once, when it is
// made; drawing scales it smoothly.

#include <cstddef>
#include <memory>
#include <span>

#include "attacca/base/color.hpp"
#include "attacca/base/result.hpp"
#include "attacca/gui/geometry.hpp"

namespace attacca::gui {

/// A picture. All members [main].
class Image {
 public:
  /// Errors: not a PNG, damaged, more than 16384 pixels on a side, no memory, no Cairo.
  [[nodiscard]] static Result<Image> from_png(std::span<const std::byte> file);

  /// Rows from the top, each from the left, size.width × size.height colours, not premultiplied.
  /// Errors: another number of colours, more than 16384 on a side, no memory, no Cairo.
  [[nodiscard]] static Result<Image> from_pixels(PhysicalSize size, std::span<const Color> pixels);

  [[nodiscard]] PhysicalSize size() const noexcept;

  /// What a canvas draws.
  struct Pixels;
  [[nodiscard]] const Pixels& pixels() const noexcept { return *pixels_; }

 private:
  explicit Image(std::shared_ptr<const Pixels> pixels) : pixels_(std::move(pixels)) {}
  std::shared_ptr<const Pixels> pixels_;
};

}  // namespace attacca::gui
