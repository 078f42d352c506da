// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <string_view>

#include <pango/pango.h>

#include "attacca/gui/rect.hpp"
#include "attacca/gui/text_style.hpp"

using cairo_t = struct _cairo;

namespace attacca::gui {

/// Shapes, measures and draws text with Pango. Has a font map to itself, because Pango's default
/// one belongs to the thread that first asks, and hosts call from more than one. Not before
/// load_drawing_libraries(). [main]
class PangoText {
 public:
  PangoText();
  ~PangoText();
  PangoText(const PangoText&) = delete;
  PangoText& operator=(const PangoText&) = delete;

  TextExtents measure(std::string_view utf8, const TextStyle& style);
  TextExtents draw(cairo_t* cairo, Point top_left, std::string_view utf8, const TextStyle& style);

 private:
  struct Unref {
    void operator()(void* object) const noexcept;
  };
  template <typename T>
  using Owned = std::unique_ptr<T, Unref>;

  TextExtents lay_out(std::string_view utf8, const TextStyle& style);

  Owned<PangoFontMap> fonts_;
  Owned<PangoContext> context_;
  Owned<PangoLayout> layout_;
};

}  // namespace attacca::gui
