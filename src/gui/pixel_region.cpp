// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/pixel_region.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace attacca::gui {

namespace {

constexpr double kReach = 1 << 20;  ///< more than any window has

int to_pixel(double value) noexcept {
  if (std::isnan(value)) return 0;
  return static_cast<int>(std::clamp(value, -kReach, kReach));
}

std::int64_t area_of(const PixelRect& rect) noexcept {
  return static_cast<std::int64_t>(rect.width()) * rect.height();
}

}  // namespace

bool PixelRect::contains(const PixelRect& other) const noexcept {
  return left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom;
}

bool PixelRect::touches(const PixelRect& other) const noexcept {
  return left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom;
}

PixelRect PixelRect::around(const PixelRect& other) const noexcept {
  if (empty()) return other;
  if (other.empty()) return *this;
  return {std::min(left, other.left), std::min(top, other.top), std::max(right, other.right),
          std::max(bottom, other.bottom)};
}

PixelRect PixelRect::within(PhysicalSize size) const noexcept {
  const auto width = static_cast<int>(std::min<std::uint32_t>(size.width, 1u << 20));
  const auto height = static_cast<int>(std::min<std::uint32_t>(size.height, 1u << 20));
  return {std::max(left, 0), std::max(top, 0), std::min(right, width), std::min(bottom, height)};
}

PixelRect pixels_of(const Rect& area, double scale) noexcept {
  return {to_pixel(std::floor(area.x * scale)), to_pixel(std::floor(area.y * scale)),
          to_pixel(std::ceil(area.right() * scale)), to_pixel(std::ceil(area.bottom() * scale))};
}

bool PixelRegion::covers(const PixelRect& rect) const noexcept {
  return std::any_of(rects_.begin(), rects_.end(),
                     [&](const PixelRect& known) { return known.contains(rect); });
}

void PixelRegion::add(PixelRect rect) {
  if (rect.empty()) return;
  // What it touches becomes one with it, and that may touch others again.
  for (std::size_t i = 0; i < rects_.size();) {
    if (!rects_[i].touches(rect)) {
      ++i;
      continue;
    }
    rect = rect.around(rects_[i]);
    rects_.erase(rects_.begin() + static_cast<std::ptrdiff_t>(i));
    i = 0;
  }
  if (rects_.size() < kMost) return rects_.push_back(rect);
  std::size_t nearest = 0;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 0; i < rects_.size(); ++i) {
    const std::int64_t more = area_of(rects_[i].around(rect)) - area_of(rects_[i]);
    if (more < least) least = more, nearest = i;
  }
  rect = rect.around(rects_[nearest]);
  rects_.erase(rects_.begin() + static_cast<std::ptrdiff_t>(nearest));
  add(rect);
}

}  // namespace attacca::gui
