// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <pango/pango.h>

#include "attacca/gui/rect.hpp"
#include "attacca/gui/text_style.hpp"

using cairo_t = struct _cairo;

namespace attacca::gui {

/// Shapes, measures and draws text with Pango. Has a font map to itself, because Pango's default
/// one belongs to the thread that first asks, and hosts call from more than one. Not before
/// load_drawing_libraries(). Editors show the same few texts again and again, so what was shaped is
/// kept, as long as the scale is the same. [main]
class PangoText {
 public:
  PangoText();
  ~PangoText();
  PangoText(const PangoText&) = delete;
  PangoText& operator=(const PangoText&) = delete;

  TextExtents measure(std::string_view utf8, const TextStyle& style);
  /// `scale`: physical pixels per logical one, as `cairo` is transformed.
  TextExtents draw(cairo_t* cairo, double scale, Point top_left, std::string_view utf8,
                   const TextStyle& style);

 private:
  struct Unref {
    void operator()(void* object) const noexcept;
  };
  template <typename T>
  using Owned = std::unique_ptr<T, Unref>;

  struct Shaped {
    Owned<PangoLayout> layout;
    TextExtents extents;
  };
  const Shaped& shaped(std::string_view utf8, const TextStyle& style);
  Shaped shape(std::string_view utf8, const TextStyle& style);

  Owned<PangoFontMap> fonts_;
  Owned<PangoContext> context_;
  std::map<std::string, Shaped> known_;  ///< by text and style
  double scale_ = 0;                     ///< that they are shaped for; 0: for measuring
};

}  // namespace attacca::gui
