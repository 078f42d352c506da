// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::clap {

/// An opaque or translucent colour, filled by whoever passes it on. Mind the order: alpha first.
struct Color {
  std::uint8_t alpha;
  std::uint8_t red;
  std::uint8_t green;
  std::uint8_t blue;
};

inline constexpr Color kColorTransparent{0, 0, 0, 0};

}  // namespace attacca::clap
