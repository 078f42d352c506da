// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A colour, as hosts give tracks and as editors draw:
//
//     constexpr attacca::Color kOrange{.red = 255, .green = 136, .blue = 0};
//     const attacca::Color color = track.color.value_or(kOrange);
//
// Plain data for any thread: 8 bits a channel, sRGB, alpha not premultiplied.

#include <cstdint>

namespace attacca {

/// A colour with 8 bits per channel, not premultiplied.
struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;

  friend constexpr bool operator==(const Color&, const Color&) = default;
};

}  // namespace attacca
