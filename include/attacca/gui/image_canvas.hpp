// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A picture drawn without a display, for tests, manuals and thumbnails:
//
//     attacca::gui::ImageCanvas image({400, 300}, 2);
//     draw_face(image.canvas(), {400, 300});
//     if (auto written = image.write_png("face.png"); !written) return written;
//
// One thread at a time; allocates. The same drawing code as in a window gives the same pixels.

#include <cstdint>
#include <memory>
#include <string>

#include "attacca/base/result.hpp"
#include "attacca/gui/canvas.hpp"
#include "attacca/gui/geometry.hpp"

namespace attacca::gui {

/// A picture in memory that is drawn on like a window, without any display: for tests, manuals and
/// thumbnails. Starts transparent. They allocate. All members [one thread].
class ImageCanvas {
 public:
  /// `size` in logical pixels, at least one physical pixel each way; `scale` > 0. A picture that
  /// cannot be had (too big, no memory, no Cairo or Pango on the machine) swallows the drawing, and
  /// write_png() says so.
  explicit ImageCanvas(LogicalSize size, double scale = 1);
  ~ImageCanvas();
  ImageCanvas(const ImageCanvas&) = delete;
  ImageCanvas& operator=(const ImageCanvas&) = delete;

  [[nodiscard]] Canvas& canvas();
  [[nodiscard]] PhysicalSize size() const;

  /// One physical pixel, not premultiplied; transparent outside the picture.
  [[nodiscard]] Color pixel(std::uint32_t x, std::uint32_t y) const;

  [[nodiscard]] Result<void> write_png(const std::string& path) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace attacca::gui
