// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/gui/rect.hpp"
#include "attacca/gui/text_style.hpp"
#include "gui/cocoa/drawing_functions.hpp"

namespace attacca::gui::cocoa {

/// Shapes, measures and draws text with CoreText, which finds a font of the system's for every
/// script. Editors show the same few texts again and again, so what was shaped is kept. [main]
class CocoaText {
 public:
  explicit CocoaText(const DrawingFunctions& system) : ct_(system) {}

  TextExtents measure(std::string_view utf8, const TextStyle& style);
  /// In the context's fill colour.
  TextExtents draw(CGContextRef context, Point top_left, std::string_view utf8,
                   const TextStyle& style);

 private:
  struct Line {
    Owned<CTLineRef> line;
    double left = 0;      ///< from the left of the text's box
    double baseline = 0;  ///< from its top
    double width = 0;
  };
  struct Shaped {
    std::vector<Line> lines;
    TextExtents extents;
  };
  /// How lines of a font lie above each other.
  struct Heights {
    double line = 0;
    double baseline = 0;  ///< from the top of its line
  };
  const Shaped& shaped(std::string_view utf8, const TextStyle& style);
  Shaped shape(std::string_view utf8, const TextStyle& style);
  [[nodiscard]] Owned<CTFontRef> font_of(const TextStyle& style) const;
  [[nodiscard]] Heights heights_of(CTFontRef font, const TextStyle& style) const;
  [[nodiscard]] Owned<CFAttributedStringRef> attributed(std::string_view utf8, CTFontRef font,
                                                        const TextStyle& style,
                                                        CFIndex& length) const;
  void break_lines(CFAttributedStringRef string, CFAttributedStringRef ellipsis, CFIndex length,
                   const TextStyle& style, Shaped& made) const;
  [[nodiscard]] bool runs_to_the_left(CTLineRef line) const;
  void place_lines(const Heights& heights, const TextStyle& style, Shaped& made) const;

  const DrawingFunctions& ct_;
  std::map<std::string, Shaped> known_;  ///< by style and text
};

}  // namespace attacca::gui::cocoa
