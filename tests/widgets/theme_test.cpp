// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/theme.hpp"

#include <array>
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "attacca/gui/contrast.hpp"

namespace attacca::widgets {
namespace {

using gui::contrast_ratio;

constexpr double kRounding = 0.02;

void check_readable(const Theme& theme, double text, double control) {
  for (const Color behind :
       {theme.background, theme.panel, theme.control, theme.raised, theme.groove}) {
    CHECK(contrast_ratio(theme.text, behind) >= text - kRounding);
    CHECK(contrast_ratio(theme.quiet_text, behind) >= 4.5 - kRounding);
    CHECK(contrast_ratio(theme.focus, behind) >= control - kRounding);
  }
  for (const Color behind : {theme.background, theme.panel, theme.control, theme.track}) {
    for (const Color value : {theme.accent, theme.modulation, theme.automation, theme.recording,
                              theme.good, theme.loud}) {
      CHECK(contrast_ratio(value, behind) >= control - kRounding);
    }
  }
  CHECK(contrast_ratio(theme.outline, theme.background) >= control - kRounding);
  CHECK(contrast_ratio(theme.outline, theme.panel) >= control - kRounding);
  CHECK(contrast_ratio(theme.on_accent, theme.accent) >= 4.5 - kRounding);
}

TEST_CASE("the themes can be read: WCAG's contrasts, on everything that text and values lie on") {
  check_readable(Theme::dark(), 7, 3);
  check_readable(Theme::light(), 7, 3);
  const Theme high = Theme::high_contrast();
  check_readable(high, 7, 3);
  CHECK(contrast_ratio(high.text, high.background) >= 15);
  CHECK(contrast_ratio(high.text, high.panel) >= 15);
  CHECK(contrast_ratio(high.accent, high.panel) >= 7);
  CHECK(contrast_ratio(high.outline, high.panel) >= 7);
}

TEST_CASE("whatever colours an author chooses, the theme can be read") {
  constexpr std::array<Color, 8> kBackgrounds{{{0, 0, 0},
                                               {255, 255, 255},
                                               {20, 40, 90},
                                               {250, 240, 200},
                                               {60, 0, 0},
                                               {40, 44, 52},
                                               {225, 235, 225},
                                               {10, 60, 40}}};
  constexpr std::array<Color, 5> kAccents{
      {{0, 0, 0}, {255, 255, 255}, {255, 0, 0}, {0, 0, 160}, {255, 255, 0}}};
  for (const Color background : kBackgrounds) {
    for (const Color accent : kAccents) {
      const Theme theme = Theme::make({.background = background, .accent = accent});
      CAPTURE(background.red);
      CAPTURE(background.green);
      CAPTURE(accent.red);
      for (const Color behind : {theme.background, theme.panel, theme.control}) {
        CHECK(contrast_ratio(theme.text, behind) >= 7 - kRounding);
        CHECK(contrast_ratio(theme.quiet_text, behind) >= 4.5 - kRounding);
        CHECK(contrast_ratio(theme.accent, behind) >= 3 - kRounding);
      }
    }
  }
}

TEST_CASE("on middle greys, where no text has more, it has 4.5 and values have 3") {
  for (int grey = 90; grey < 160; ++grey) {
    const auto level = static_cast<std::uint8_t>(grey);
    const Theme theme = Theme::make({.background = {level, level, level}, .text_contrast = 21});
    CAPTURE(grey);
    for (const Color behind :
         {theme.background, theme.panel, theme.control, theme.raised, theme.groove}) {
      CHECK(contrast_ratio(theme.text, behind) >= 4.5 - kRounding);
      CHECK(contrast_ratio(theme.quiet_text, behind) >= 4.5 - kRounding);
      CHECK(contrast_ratio(theme.accent, behind) >= 3 - kRounding);
    }
  }
}

TEST_CASE("a theme is read from a file's lines") {
  const auto theme = Theme::parse("# mine\nbase = light\r\naccent=#c2185b\n\ntext-size = 26\n");
  REQUIRE(theme);
  CHECK(theme->background == Theme::light().background);
  CHECK(contrast_ratio(theme->accent, {0xC2, 0x18, 0x5B}) < 1.3);
  CHECK(theme->text_size == doctest::Approx(26));
  CHECK(theme->gap == doctest::Approx(16));
  CHECK(Theme::parse("")->background == Theme::dark().background);
}

TEST_CASE("a theme with a mistake is refused, and the line is named") {
  const auto message = [](const std::string& text) {
    const auto theme = Theme::parse(text);
    REQUIRE_FALSE(theme.has_value());
    return theme.error().message;
  };
  CHECK(message("base = light\ncolour = red").find("line 2") != std::string::npos);
  CHECK(message("accent = red").find("#rrggbb") != std::string::npos);
  CHECK(message("accent = #12345g").find("#rrggbb") != std::string::npos);
  CHECK(message("text-size = 1e9").find("8 to 32") != std::string::npos);
  CHECK(message("text-size = nan").find("8 to 32") != std::string::npos);
  CHECK(message("base = sepia").find("high-contrast") != std::string::npos);
  CHECK(message("just words").find("key = value") != std::string::npos);
  CHECK(message(std::string(100, '\xFF')).size() < 300);
  CHECK(message(std::string(70000, '\n')).find("65536") != std::string::npos);
}

}  // namespace
}  // namespace attacca::widgets
