// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Text that can be read on any track's colour:
//
//     const Color text = readable_on(background, wanted, kReadableContrast);
//     // as near to `wanted` as WCAG 2.2's contrast of 4.5 allows
//
// Any thread; pure functions of sRGB colours.

#include "attacca/base/color.hpp"

namespace attacca::gui {

/// WCAG 2.2 thresholds: body text (AA), and text that anybody reads at a glance (AAA).
inline constexpr double kReadableContrast = 4.5;
inline constexpr double kStrongContrast = 7.0;

/// Relative luminance as WCAG 2.2 defines it, 0 black … 1 white; alpha is ignored. [any]
[[nodiscard]] double relative_luminance(Color color) noexcept;

/// WCAG 2.2 contrast of two opaque colours, 1 … 21; the order does not matter. [any]
[[nodiscard]] double contrast_ratio(Color a, Color b) noexcept;

/// `over` as it looks on an opaque `base`. [any]
[[nodiscard]] Color blend(Color over, Color base) noexcept;

/// `color` with another alpha, 0 … 1. [any]
[[nodiscard]] Color with_alpha(Color color, double alpha) noexcept;

/// The colour nearest in lightness to `wanted`, of the same hue, that reaches `ratio` on
/// `background`; black or white, whichever is better, where no colour does. [any]
[[nodiscard]] Color readable_on(Color background, Color wanted, double ratio) noexcept;

}  // namespace attacca::gui
