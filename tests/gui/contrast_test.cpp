// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/contrast.hpp"

#include <doctest/doctest.h>

namespace attacca::gui {
namespace {

constexpr Color kBlack{0, 0, 0, 255};
constexpr Color kWhite{255, 255, 255, 255};

TEST_CASE("contrast has the values that WCAG gives as examples") {
  CHECK(contrast_ratio(kBlack, kWhite) == doctest::Approx(21.0));
  CHECK(contrast_ratio(kWhite, kBlack) == doctest::Approx(21.0));
  CHECK(contrast_ratio(kWhite, kWhite) == doctest::Approx(1.0));
  // #767676 is the lightest grey that is readable on white, #777777 just is not.
  CHECK(contrast_ratio(kWhite, {0x76, 0x76, 0x76, 255}) == doctest::Approx(4.54).epsilon(0.002));
  CHECK(contrast_ratio(kWhite, {0x77, 0x77, 0x77, 255}) < kReadableContrast);
  CHECK(contrast_ratio(kWhite, {255, 0, 0, 255}) == doctest::Approx(3.998).epsilon(0.001));
}

TEST_CASE("a colour that is readable already stays as it is") {
  CHECK(readable_on(kWhite, {0x20, 0x20, 0x60, 255}, 4.5) == Color{0x20, 0x20, 0x60, 255});
}

TEST_CASE("on every background a readable colour is found, and not far beyond what was asked") {
  for (int red = 0; red <= 255; red += 51) {
    for (int green = 0; green <= 255; green += 51) {
      for (int blue = 0; blue <= 255; blue += 51) {
        const Color background{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                               static_cast<std::uint8_t>(blue), 255};
        const double ratio =
            contrast_ratio(background, readable_on(background, background, kReadableContrast));
        CHECK(ratio >= kReadableContrast);
        CHECK(ratio < kReadableContrast + 0.35);
      }
    }
  }
}

TEST_CASE("where no colour is enough the better of black and white is given") {
  const Color middle{0x77, 0x77, 0x77, 255};
  CHECK(readable_on(middle, middle, 7) == kBlack);
}

TEST_CASE("blending follows alpha") {
  CHECK(blend({255, 0, 0, 255}, kBlack) == Color{255, 0, 0, 255});
  CHECK(blend({255, 0, 0, 0}, kWhite) == kWhite);
  CHECK(blend(with_alpha(kWhite, 0.5), kBlack) == Color{128, 128, 128, 255});
}

}  // namespace
}  // namespace attacca::gui
