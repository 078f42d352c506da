// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/theme.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "attacca/gui/contrast.hpp"
#include "attacca/gui/oklch.hpp"

namespace attacca::widgets {

namespace {

using gui::contrast_ratio;
using gui::readable_on;

constexpr Color kWhite{255, 255, 255, 255};
constexpr Color kBlack{0, 0, 0, 255};
constexpr double kCaptionContrast = 4.5;
constexpr double kRoomForSurfaces = 9;     ///< of black or white on the background
constexpr double kRoomForStrongOnes = 15;  ///< the same in high contrast
constexpr std::size_t kLargestFile = 65536;

bool is_dark(Color color) {
  return contrast_ratio(color, kWhite) >= contrast_ratio(color, kBlack);
}

/// `color` as much lighter, or as much darker on a light background.
Color lifted(Color color, double by, bool dark) {
  gui::Oklch tone = gui::to_oklch(color);
  tone.lightness = std::clamp(tone.lightness + (dark ? by : -by), 0.0, 1.0);
  return gui::to_color(tone);
}

Color of_hue(double lightness, double chroma, double degrees) {
  return gui::to_color({lightness, chroma, degrees * 3.14159265358979 / 180});
}

/// Nearest to `wanted` in lightness with `ratio` on each of `behind`, towards white or towards
/// black; that itself where no colour has it.
template <std::size_t kCount>
Color seen_on(const std::array<Color, kCount>& behind, Color wanted, double ratio, bool to_white) {
  const auto is_seen = [&](Color color) {
    return std::all_of(behind.begin(), behind.end(),
                       [&](Color other) { return contrast_ratio(other, color) >= ratio; });
  };
  if (is_seen(wanted)) return wanted;
  Color found = to_white ? kWhite : kBlack;
  if (!is_seen(found)) return found;
  gui::Oklch tone = gui::to_oklch(wanted);
  double too_near = tone.lightness;
  double far_enough = to_white ? 1 : 0;
  for (int step = 0; step < 16; ++step) {
    tone.lightness = (too_near + far_enough) / 2;
    const Color candidate = gui::to_color(tone);
    const bool enough = is_seen(candidate);
    (enough ? far_enough : too_near) = tone.lightness;
    if (enough) found = candidate;
  }
  return found;
}

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::optional<Color> color_of(std::string_view text) {
  if (text.size() != 7 || text.front() != '#') return std::nullopt;
  std::uint32_t rgb = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 7, rgb, 16);
  if (error != std::errc() || end != text.data() + 7) return std::nullopt;
  return Color{static_cast<std::uint8_t>(rgb >> 16u), static_cast<std::uint8_t>(rgb >> 8u),
               static_cast<std::uint8_t>(rgb), 255};
}

std::optional<double> number_of(std::string_view text, double least, double most) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!(value >= least && value <= most)) return std::nullopt;
  return value;
}

bool can_be_quoted(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

constexpr ThemeColors kDark{};
constexpr ThemeColors kLight{.background = {240, 241, 243}, .accent = {200, 84, 0}};
constexpr ThemeColors kHighContrast{
    .background = {0, 0, 0}, .accent = {255, 210, 0}, .text_contrast = 15, .control_contrast = 7};

/// What a theme file says so far.
struct ThemeFile {
  ThemeColors colors = kDark;
  double text_size = 13;
  double corner = 5;

  /// What is wrong with `key = value`, or nothing.
  std::string take(std::string_view key, std::string_view value) {
    if (key == "base") return take_base(value);
    if (key == "background" || key == "accent") {
      const auto color = color_of(value);
      if (!color) return "a colour is written as #rrggbb";
      (key == "accent" ? colors.accent : colors.background) = *color;
      return {};
    }
    if (key == "text-size" || key == "corner") {
      const bool is_text = key == "text-size";
      const auto number = is_text ? number_of(value, 8, 32) : number_of(value, 0, 16);
      if (!number) return is_text ? "a number from 8 to 32" : "a number from 0 to 16";
      (is_text ? text_size : corner) = *number;
      return {};
    }
    return "unknown; there are base, background, accent, text-size and corner";
  }

  std::string take_base(std::string_view value) {
    if (value == "dark") {
      colors = kDark;
    } else if (value == "light") {
      colors = kLight;
    } else if (value == "high-contrast") {
      colors = kHighContrast;
    } else {
      return "dark, light or high-contrast";
    }
    return {};
  }
};

}  // namespace

Theme Theme::make(const ThemeColors& colors) {
  const bool dark = is_dark(colors.background);
  const double strong = std::clamp(colors.control_contrast, 1.0, 21.0);
  const double readable = std::clamp(colors.text_contrast, 1.0, 21.0);
  Theme theme;
  theme.background = colors.background;
  theme.background.alpha = 255;
  // High contrast is not spent on tints.
  const double step = strong > 4.5 ? 0.0 : 1.0;
  // Near middle grey there is contrast enough on one side only, and just so: what lies on the
  // background goes the other way, where there is more of it.
  const Color limit = dark ? kWhite : kBlack;
  if (contrast_ratio(theme.background, limit) >=
      (step > 0 ? kRoomForSurfaces : kRoomForStrongOnes)) {
    theme.panel = lifted(theme.background, (dark ? 0.035 : -0.035) * step, dark);
    theme.control = lifted(theme.background, (dark ? 0.085 : 0.03) * step, dark);
    theme.raised =
        lifted(theme.background, (dark ? 0.13 : 0.08) * step + (step > 0 ? 0 : 0.2), dark);
    theme.groove = lifted(theme.background, (dark ? -0.06 : 0.02) * step, dark);
    theme.track =
        lifted(theme.background, (dark ? -0.06 : 0.10) * step + (step > 0 ? 0 : 0.3), dark);
    theme.separator = lifted(theme.background, 0.13 * step + (step > 0 ? 0 : 0.5), dark);
  } else {
    theme.panel = lifted(theme.background, 0.035, !dark);
    theme.control = lifted(theme.background, 0.06, !dark);
    theme.raised = lifted(theme.background, 0.1, !dark);
    theme.groove = lifted(theme.background, 0.05, !dark);
    theme.track = lifted(theme.background, 0.12, !dark);
    theme.separator = lifted(theme.background, 0.15, !dark);
  }
  const std::array behind{theme.background, theme.panel, theme.control, theme.raised, theme.groove};
  const std::array under_values{theme.background, theme.panel,  theme.control,
                                theme.raised,     theme.groove, theme.track};
  const std::array around{theme.background, theme.panel};
  theme.outline = seen_on(around, lifted(theme.background, 0.25, dark), strong, dark);
  theme.text = seen_on(behind, dark ? Color{236, 238, 240} : Color{28, 30, 34}, readable, dark);
  theme.quiet_text = seen_on(behind, dark ? Color{170, 176, 184} : Color{84, 90, 98},
                             std::max(kCaptionContrast, std::min(readable, strong)), dark);
  theme.accent = seen_on(under_values, colors.accent, strong, dark);
  theme.on_accent = readable_on(theme.accent, dark ? kBlack : kWhite,
                                std::max(kCaptionContrast, std::min(readable, 7.0)));
  theme.focus = seen_on(behind, of_hue(dark ? 0.78 : 0.5, 0.15, 245), std::max(strong, 3.0), dark);
  theme.modulation = seen_on(under_values, of_hue(dark ? 0.80 : 0.5, 0.14, 195), strong, dark);
  theme.automation = seen_on(under_values, of_hue(dark ? 0.75 : 0.5, 0.16, 300), strong, dark);
  theme.recording = seen_on(under_values, of_hue(dark ? 0.68 : 0.52, 0.21, 25), strong, dark);
  theme.good = seen_on(under_values, of_hue(dark ? 0.76 : 0.52, 0.17, 150), strong, dark);
  theme.loud = seen_on(under_values, of_hue(dark ? 0.84 : 0.58, 0.16, 90), strong, dark);
  return theme;
}

Theme Theme::dark() {
  return make(kDark);
}

Theme Theme::light() {
  return make(kLight);
}

Theme Theme::high_contrast() {
  return make(kHighContrast);
}

Result<Theme> Theme::parse(std::string_view text) {
  if (text.size() > kLargestFile) {
    return fail("the theme has " + std::to_string(text.size()) + " bytes, and 65536 is the most");
  }
  ThemeFile file;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (whole.empty() || whole.front() == '#') continue;
    const std::size_t equals = whole.find('=');
    std::string wrong = "a line is key = value";
    std::string_view key = whole.substr(0, 40);
    if (equals != std::string_view::npos) {
      key = trimmed(whole.substr(0, equals));
      wrong = file.take(key, trimmed(whole.substr(equals + 1)));
    }
    if (!wrong.empty()) {
      std::string message = "line " + std::to_string(number) + " of the theme";
      if (can_be_quoted(key)) message += ", \"" + std::string(key.substr(0, 40)) + "\"";
      return fail(message + ": " + wrong);
    }
  }
  Theme theme = make(file.colors);
  const double factor = file.text_size / theme.text_size;
  for (double* const measure :
       {&theme.text_size, &theme.caption_size, &theme.heading_size, &theme.gap, &theme.padding}) {
    *measure *= factor;
  }
  theme.corner = file.corner;
  return theme;
}

}  // namespace attacca::widgets
