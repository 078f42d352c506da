// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Colours by lightness, strength and hue, to derive one from another without surprises:
//
//     attacca::gui::Oklch darker = attacca::gui::to_oklch(color);
//     darker.lightness *= 0.6;
//     const attacca::Color shade = attacca::gui::to_color(darker);
//
// Any thread; pure functions.

#include "attacca/base/color.hpp"

namespace attacca::gui {

/// A colour by what the eye distinguishes, in the OKLab space in polar form (Björn Ottosson, "A
/// perceptual color space for image processing", 2020): changing one field leaves how the others
/// look alone.
struct Oklch {
  double lightness = 0;  ///< 0 black … 1 white
  double chroma = 0;     ///< 0 grey … about 0.32 for the strongest screen colours
  double hue = 0;        ///< radians; means nothing where chroma is 0
};

/// Ignores alpha. [any]
[[nodiscard]] Oklch to_oklch(Color color) noexcept;

/// Opaque. A colour that screens cannot show loses chroma, not hue or lightness. [any]
[[nodiscard]] Color to_color(const Oklch& color) noexcept;

}  // namespace attacca::gui
