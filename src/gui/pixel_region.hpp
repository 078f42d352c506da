// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "attacca/gui/geometry.hpp"
#include "attacca/gui/rect.hpp"

namespace attacca::gui {

/// Physical pixels; empty while right <= left or bottom <= top.
struct PixelRect {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  [[nodiscard]] constexpr bool empty() const noexcept { return right <= left || bottom <= top; }
  [[nodiscard]] constexpr int width() const noexcept { return right - left; }
  [[nodiscard]] constexpr int height() const noexcept { return bottom - top; }
  [[nodiscard]] bool contains(const PixelRect& other) const noexcept;
  [[nodiscard]] bool touches(const PixelRect& other) const noexcept;
  [[nodiscard]] PixelRect around(const PixelRect& other) const noexcept;
  [[nodiscard]] PixelRect within(PhysicalSize size) const noexcept;
  friend constexpr bool operator==(const PixelRect&, const PixelRect&) = default;
};

/// All pixels that `area` touches at `scale`. Sides that are not finite or out of an int's reach
/// are cut.
[[nodiscard]] PixelRect pixels_of(const Rect& area, double scale) noexcept;

/// What of a window is to be drawn again: a few rectangles that do not overlap. Where there would
/// be more, or where two are nearly one, they grow together.
class PixelRegion {
 public:
  void add(PixelRect rect);
  void clear() noexcept { rects_.clear(); }
  [[nodiscard]] bool empty() const noexcept { return rects_.empty(); }
  [[nodiscard]] bool covers(const PixelRect& rect) const noexcept;
  [[nodiscard]] std::span<const PixelRect> rects() const noexcept { return rects_; }

  static constexpr std::size_t kMost = 16;

 private:
  std::vector<PixelRect> rects_;
};

}  // namespace attacca::gui
