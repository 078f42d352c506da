// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/contrast.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "attacca/gui/oklch.hpp"

namespace attacca::gui {

namespace {

constexpr Color kBlack{0, 0, 0, 255};
constexpr Color kWhite{255, 255, 255, 255};

double linear(std::uint8_t channel) noexcept {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

std::uint8_t blend_channel(std::uint8_t over, std::uint8_t base, double alpha) noexcept {
  return static_cast<std::uint8_t>(std::lround(over * alpha + base * (1 - alpha)));
}

}  // namespace

double relative_luminance(Color color) noexcept {
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double contrast_ratio(Color a, Color b) noexcept {
  const auto [dark, light] = std::minmax({relative_luminance(a), relative_luminance(b)});
  return (light + 0.05) / (dark + 0.05);
}

Color blend(Color over, Color base) noexcept {
  const double alpha = over.alpha / 255.0;
  return {blend_channel(over.red, base.red, alpha), blend_channel(over.green, base.green, alpha),
          blend_channel(over.blue, base.blue, alpha), 255};
}

Color with_alpha(Color color, double alpha) noexcept {
  color.alpha = static_cast<std::uint8_t>(std::lround(std::clamp(alpha, 0.0, 1.0) * 255));
  return color;
}

Color readable_on(Color background, Color wanted, double ratio) noexcept {
  wanted.alpha = 255;
  if (contrast_ratio(background, wanted) >= ratio) return wanted;
  const bool to_white = contrast_ratio(background, kWhite) >= contrast_ratio(background, kBlack);
  const Color limit = to_white ? kWhite : kBlack;
  if (contrast_ratio(background, limit) < ratio) return limit;

  // Lightness and luminance grow together, so the nearest one that is enough is found by halving.
  Oklch tone = to_oklch(wanted);
  double too_near = tone.lightness;
  double far_enough = to_white ? 1.0 : 0.0;
  Color best = limit;
  for (int step = 0; step < 16; ++step) {
    tone.lightness = (too_near + far_enough) / 2;
    const Color candidate = to_color(tone);
    const bool enough = contrast_ratio(background, candidate) >= ratio;
    (enough ? far_enough : too_near) = tone.lightness;
    if (enough) best = candidate;
  }
  return best;
}

}  // namespace attacca::gui
