// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>

#include <doctest/doctest.h>

#include "attacca/gui/contrast.hpp"
#include "attacca/gui/oklch.hpp"
#include "products/track_info_display/track_info_palette.hpp"

using attacca::Color;
using attacca::gui::contrast_ratio;
using attacca::gui::kReadableContrast;
using attacca::gui::kStrongContrast;

namespace {

void check_readable(const TrackInfoPalette& colors) {
  for (const Color field : {colors.field_top, colors.field_bottom}) {
    CHECK(contrast_ratio(field, colors.field_text) >= kStrongContrast);
    CHECK(contrast_ratio(field, colors.field_muted) >= kReadableContrast);
  }
  CHECK(contrast_ratio(colors.badge, colors.badge_text) >= kReadableContrast);
  CHECK(contrast_ratio(colors.panel, colors.panel_text) >= kStrongContrast);
  CHECK(contrast_ratio(colors.panel, colors.panel_muted) >= kReadableContrast);
  CHECK(contrast_ratio(colors.active, colors.active_text) >= kReadableContrast);
}

bool is_dark(Color color) {
  return attacca::gui::relative_luminance(color) < 0.18;
}

double hue_distance(Color a, Color b) {
  const double difference = attacca::gui::to_oklch(a).hue - attacca::gui::to_oklch(b).hue;
  return std::fabs(std::remainder(difference, 2 * 3.14159265358979));
}

TEST_CASE("text is readable on whatever colour a track has") {
  for (int red = 0; red <= 255; red += 17) {
    for (int green = 0; green <= 255; green += 17) {
      for (int blue = 0; blue <= 255; blue += 17) {
        const Color color{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                          static_cast<std::uint8_t>(blue), 255};
        CAPTURE(red);
        CAPTURE(green);
        CAPTURE(blue);
        check_readable(TrackInfoPalette::from(color));
      }
    }
  }
}

TEST_CASE("the field keeps the hue of the track's colour") {
  for (const Color color : {Color{0xE8, 0x6A, 0x3D}, Color{0x3D, 0x7B, 0xE8},
                            Color{0x8E, 0x44, 0xAD}, Color{0x27, 0xAE, 0x60}}) {
    const TrackInfoPalette colors = TrackInfoPalette::from(color);
    CHECK(hue_distance(colors.field_top, color) < 0.1);
    CHECK(hue_distance(colors.field_bottom, color) < 0.1);
  }
}

TEST_CASE("dark colours make a dark view and light colours a light one") {
  const TrackInfoPalette dark = TrackInfoPalette::from(Color{0x40, 0x10, 0x50});
  CHECK(is_dark(dark.field_bottom));
  CHECK(is_dark(dark.panel));
  const TrackInfoPalette light = TrackInfoPalette::from(Color{0xF2, 0xD0, 0x3B});
  CHECK_FALSE(is_dark(light.field_bottom));
  CHECK_FALSE(is_dark(light.panel));
}

TEST_CASE("no colour and a colour of alpha 0 make the same neutral view") {
  const TrackInfoPalette none = TrackInfoPalette::from(std::nullopt);
  const TrackInfoPalette clear = TrackInfoPalette::from(Color{255, 0, 0, 0});
  check_readable(none);
  CHECK(none.field_top == clear.field_top);
  CHECK(none.panel == clear.panel);
  CHECK(attacca::gui::to_oklch(none.field_top).chroma < 0.03);
}

}  // namespace
