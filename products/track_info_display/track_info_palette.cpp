// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "track_info_palette.hpp"

#include <algorithm>

#include <attacca/gui/contrast.hpp>
#include <attacca/gui/oklch.hpp>

using attacca::Color;
using attacca::gui::Oklch;

namespace {

constexpr Oklch kNeutral{.lightness = 0.37, .chroma = 0.012, .hue = 4.6};  // a cool graphite

/// The lightness nearest to the seed's at which `text` is strongly readable on the seed's hue.
double readable_lightness(const Oklch& seed, Color text, bool text_is_light) {
  const auto readable = [&](double lightness) {
    const Color field = attacca::gui::to_color({lightness, seed.chroma, seed.hue});
    return attacca::gui::contrast_ratio(field, text) >= attacca::gui::kStrongContrast;
  };
  if (readable(seed.lightness)) return seed.lightness;
  double too_near = seed.lightness;
  double far_enough = text_is_light ? 0.0 : 1.0;
  for (int step = 0; step < 16; ++step) {
    const double middle = (too_near + far_enough) / 2;
    (readable(middle) ? far_enough : too_near) = middle;
  }
  return far_enough;
}

Color tone(const Oklch& seed, double lightness, double chroma_limit) {
  return attacca::gui::to_color({lightness, std::min(seed.chroma, chroma_limit), seed.hue});
}

}  // namespace

TrackInfoPalette TrackInfoPalette::from(std::optional<Color> track_color) {
  using attacca::gui::blend;
  using attacca::gui::kReadableContrast;
  using attacca::gui::kStrongContrast;
  using attacca::gui::readable_on;
  using attacca::gui::with_alpha;

  const bool colored = track_color && track_color->alpha != 0;
  const Oklch seed = colored ? attacca::gui::to_oklch(*track_color) : kNeutral;

  // Whichever text colour lets the field stay nearer to the track's own colour.
  const Color white = tone(seed, 0.99, 0.008);
  const Color ink = tone(seed, 0.17, 0.03);
  const double under_white = readable_lightness(seed, white, true);
  const double under_ink = readable_lightness(seed, ink, false);
  const bool dark = seed.lightness - under_white <= under_ink - seed.lightness;

  TrackInfoPalette palette;
  const Oklch field{dark ? under_white : under_ink, seed.chroma, seed.hue};
  // The gradient leads away from the text's lightness, so that its nearer end is the field itself.
  const double far_end =
      dark ? field.lightness * 0.84 : field.lightness + 0.16 * (1 - field.lightness);
  const Color near_color = attacca::gui::to_color(field);
  const Color far_color = attacca::gui::to_color({far_end, field.chroma, field.hue});
  palette.field_top = dark ? near_color : far_color;
  palette.field_bottom = dark ? far_color : near_color;
  palette.field_text = dark ? white : ink;
  palette.field_muted = readable_on(
      near_color, blend(with_alpha(palette.field_text, 0.72), near_color), kReadableContrast);
  palette.badge = blend(with_alpha(palette.field_text, 0.13), palette.field_bottom);
  palette.badge_text = readable_on(palette.badge, palette.field_text, kReadableContrast);

  palette.panel = dark ? tone(seed, 0.195, 0.018) : tone(seed, 0.972, 0.014);
  palette.panel_text =
      readable_on(palette.panel, tone(seed, dark ? 0.93 : 0.25, 0.02), kStrongContrast);
  palette.panel_muted =
      readable_on(palette.panel, tone(seed, dark ? 0.62 : 0.52, 0.025), kReadableContrast);
  palette.hairline = blend(with_alpha(palette.panel_text, 0.12), palette.panel);
  palette.active = tone(seed, dark ? 0.80 : 0.45, 0.13);
  palette.active_text =
      readable_on(palette.active, tone(seed, dark ? 0.18 : 0.99, 0.02), kReadableContrast);
  return palette;
}
