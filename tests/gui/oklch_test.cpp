// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/oklch.hpp"

#include <cmath>
#include <cstdlib>

#include <doctest/doctest.h>

namespace attacca::gui {
namespace {

TEST_CASE("the values are those of the published colour space") {
  const Oklch white = to_oklch({255, 255, 255, 255});
  CHECK(white.lightness == doctest::Approx(1.0).epsilon(1e-4));
  CHECK(white.chroma == doctest::Approx(0.0).epsilon(1e-4));
  const Oklch red = to_oklch({255, 0, 0, 255});
  CHECK(red.lightness == doctest::Approx(0.62796).epsilon(1e-3));
  CHECK(red.chroma == doctest::Approx(0.25768).epsilon(1e-3));
  CHECK(red.hue == doctest::Approx(29.234 * 3.14159265 / 180).epsilon(1e-3));
}

TEST_CASE("every screen colour survives the way there and back") {
  for (int red = 0; red <= 255; red += 15) {
    for (int green = 0; green <= 255; green += 15) {
      for (int blue = 0; blue <= 255; blue += 15) {
        const Color color{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                          static_cast<std::uint8_t>(blue), 255};
        const Color back = to_color(to_oklch(color));
        CHECK(std::abs(back.red - red) <= 1);
        CHECK(std::abs(back.green - green) <= 1);
        CHECK(std::abs(back.blue - blue) <= 1);
      }
    }
  }
}

TEST_CASE("a colour beyond the screen loses chroma but neither lightness nor hue") {
  const Oklch wanted{.lightness = 0.85, .chroma = 0.3, .hue = 0.5};
  const Oklch shown = to_oklch(to_color(wanted));
  CHECK(shown.chroma < 0.2);
  CHECK(shown.lightness == doctest::Approx(wanted.lightness).epsilon(0.01));
  CHECK(shown.hue == doctest::Approx(wanted.hue).epsilon(0.03));
}

}  // namespace
}  // namespace attacca::gui
