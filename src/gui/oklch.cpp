// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/oklch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace attacca::gui {

namespace {

// The matrices and the transfer curve are those of the paper and of IEC 61966-2-1 (sRGB).

struct LinearRgb {
  double red;
  double green;
  double blue;
};

double to_linear(std::uint8_t channel) noexcept {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

std::uint8_t from_linear(double value) noexcept {
  const double clamped = std::clamp(value, 0.0, 1.0);
  const double curved =
      clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * std::pow(clamped, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(curved * 255));
}

LinearRgb linear_rgb(const Oklch& color) noexcept {
  const double a = color.chroma * std::cos(color.hue);
  const double b = color.chroma * std::sin(color.hue);
  const double l = std::pow(color.lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  const double m = std::pow(color.lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  const double s = std::pow(color.lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
  return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
          -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
          -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

bool can_be_shown(const LinearRgb& rgb) noexcept {
  constexpr double kSlack = 1e-4;  // less than one step of an 8 bit channel
  const auto [low, high] = std::minmax({rgb.red, rgb.green, rgb.blue});
  return low >= -kSlack && high <= 1 + kSlack;
}

}  // namespace

Oklch to_oklch(Color color) noexcept {
  const double red = to_linear(color.red);
  const double green = to_linear(color.green);
  const double blue = to_linear(color.blue);
  const double l = std::cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const double m = std::cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const double s = std::cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const double a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  const double b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, std::hypot(a, b),
          std::atan2(b, a)};
}

Color to_color(const Oklch& color) noexcept {
  Oklch shown = color;
  shown.lightness = std::clamp(shown.lightness, 0.0, 1.0);
  LinearRgb rgb = linear_rgb(shown);
  if (!can_be_shown(rgb)) {
    double fits = 0;
    double too_much = shown.chroma;
    for (int step = 0; step < 16; ++step) {
      shown.chroma = (fits + too_much) / 2;
      (can_be_shown(linear_rgb(shown)) ? fits : too_much) = shown.chroma;
    }
    shown.chroma = fits;
    rgb = linear_rgb(shown);
  }
  return {from_linear(rgb.red), from_linear(rgb.green), from_linear(rgb.blue), 255};
}

}  // namespace attacca::gui
