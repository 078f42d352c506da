// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How Canvas::draw_text() sets a text, and how much room it took:
//
//     const attacca::gui::TextStyle style{.size = 18, .weight = attacca::gui::FontWeight::bold,
//                                         .max_width = 200, .max_lines = 2};
//     const attacca::gui::TextExtents extents = canvas.measure_text("Lead Vox", style);
//
// Plain data, logical pixels. Any script is shaped; what does not fit ends in "…".

#include <cstdint>

#include "attacca/base/color.hpp"
#include "attacca/gui/geometry.hpp"
#include "attacca/gui/rect.hpp"

namespace attacca::gui {

enum class FontWeight : std::uint16_t { light = 300, regular = 400, medium = 500, bold = 700 };
enum class FontFamily : std::uint8_t { sans, mono };

/// Where lines sit within the width of their text. `start` follows the script: left for Latin and
/// Japanese, right for Arabic and Hebrew.
enum class TextAlign : std::uint8_t { start, left, center, right };

/// How text is set. Every script is shaped, with colour emoji, from whatever fonts are installed.
struct TextStyle {
  double size = 14;  ///< em, logical pixels
  FontWeight weight = FontWeight::regular;
  FontFamily family = FontFamily::sans;
  Color color = {};
  TextAlign align = TextAlign::start;
  double max_width = 0;       ///< logical pixels; 0: as wide as the text
  int max_lines = 1;          ///< more text than that ends in "…"; needs max_width
  double letter_spacing = 0;  ///< logical pixels more between letters
  double line_spacing = 1;    ///< distance of baselines as a factor of the font's own
};

/// How much room text takes.
struct TextExtents {
  LogicalSize size;  ///< the widest line by all lines, without the room that align leaves free
  Rect ink;          ///< what is really marked, from the top left corner; may reach beyond `size`
  double baseline = 0;  ///< of the first line, from the top
  int lines = 0;
  bool truncated = false;  ///< something was left out and "…" stands for it
};

}  // namespace attacca::gui
