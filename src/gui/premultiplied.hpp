// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>

#include "attacca/base/color.hpp"

namespace attacca::gui {

/// `color` as drawing libraries have pixels: alpha, red, green, blue from the highest byte down,
/// the colours already multiplied by alpha. [any]
[[nodiscard]] constexpr std::uint32_t premultiplied(Color color) noexcept {
  const auto times_alpha = [&](std::uint32_t value) { return (value * color.alpha + 127) / 255; };
  return static_cast<std::uint32_t>(color.alpha) << 24u | times_alpha(color.red) << 16u |
         times_alpha(color.green) << 8u | times_alpha(color.blue);
}

/// The colour of such a pixel. [any]
[[nodiscard]] constexpr Color unpremultiplied(std::uint32_t argb) noexcept {
  const std::uint32_t alpha = argb >> 24u;
  if (alpha == 0) return {0, 0, 0, 0};
  const auto channel = [alpha](std::uint32_t value) {
    return static_cast<std::uint8_t>(std::min((value * 255 + alpha / 2) / alpha, 255u));
  };
  return {channel(argb >> 16u & 0xFFu), channel(argb >> 8u & 0xFFu), channel(argb & 0xFFu),
          static_cast<std::uint8_t>(alpha)};
}

}  // namespace attacca::gui
