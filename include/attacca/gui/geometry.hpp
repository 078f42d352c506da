// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Sizes in pixels of the screen, which hosts speak, and in logical pixels, in which editors draw:
//
//     const attacca::PhysicalSize window = attacca::to_physical({400, 300}, 1.5);  // 600 × 450
//
// Any thread; plain data.

#include <cstdint>

namespace attacca {

/// Pixels of the screen. What X11 and Windows hosts speak.
struct PhysicalSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  friend constexpr bool operator==(const PhysicalSize&, const PhysicalSize&) = default;
};

/// Pixels at scale 1. What plugin authors draw in.
struct LogicalSize {
  double width = 0;
  double height = 0;
  friend constexpr bool operator==(const LogicalSize&, const LogicalSize&) = default;
};

/// `size` on a screen with `scale` (1 = 96 dpi), rounded to the nearest pixel. [any]
constexpr PhysicalSize to_physical(LogicalSize size, double scale) noexcept {
  return {static_cast<std::uint32_t>(size.width * scale + 0.5),
          static_cast<std::uint32_t>(size.height * scale + 0.5)};
}

/// The inverse of to_physical(), not rounded. [any]
constexpr LogicalSize to_logical(PhysicalSize size, double scale) noexcept {
  return {size.width / scale, size.height / scale};
}

}  // namespace attacca
