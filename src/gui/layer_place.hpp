// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cmath>

#include "attacca/gui/rect.hpp"
#include "gui/pixel_region.hpp"

namespace attacca::gui {

/// Where the pixels of a layer belong, and how they were drawn. [main]
struct LayerPlace {
  LayerPlace() = default;
  LayerPlace(const Rect& area, double scale_of_it)
      : pixels(pixels_of(area, scale_of_it)),
        scale(scale_of_it),
        fraction_x(area.x * scale_of_it - pixels.left),
        fraction_y(area.y * scale_of_it - pixels.top) {}

  /// False for what is drawn each time, because it is nothing, or too much to keep.
  [[nodiscard]] bool can_be_kept() const noexcept {
    return !pixels.empty() && pixels.width() <= kLargest && pixels.height() <= kLargest;
  }
  [[nodiscard]] bool has_size_of(const LayerPlace& other) const noexcept {
    return pixels.width() == other.pixels.width() && pixels.height() == other.pixels.height();
  }
  /// Whether the pixels drawn for this place are right for that one as well.
  [[nodiscard]] bool looks_like(const LayerPlace& other) const noexcept {
    return has_size_of(other) && scale == other.scale &&
           std::abs(fraction_x - other.fraction_x) <= kSameFraction &&
           std::abs(fraction_y - other.fraction_y) <= kSameFraction;
  }

  PixelRect pixels;
  double scale = 0;
  double fraction_x = 0;  ///< of the place within its first pixel
  double fraction_y = 0;

 private:
  static constexpr int kLargest = 8192;           // pixels
  static constexpr double kSameFraction = 0.001;  // of a pixel: nobody sees that
};

}  // namespace attacca::gui
