// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <utility>

#include <doctest/doctest.h>

#include "attacca/gui/image_canvas.hpp"
#include "gui/cairo/drawing_libraries.hpp"

namespace attacca::gui {
namespace {

double width_of(const char* text) {
  ImageCanvas picture({400, 100});
  return picture.canvas().measure_text(text, {.size = 20, .line_spacing = 0.9}).size.width;
}

TEST_CASE("text is drawn with a Pango that lacks the functions of 1.44") {
  REQUIRE(load_drawing_libraries());
  const double with_all = width_of("Lead Vox");
  const auto round_glyphs = std::exchange(pango_context_set_round_glyph_positions, nullptr);
  const auto line_spacing = std::exchange(pango_layout_set_line_spacing, nullptr);
  CHECK(width_of("Lead Vox") == doctest::Approx(with_all).epsilon(0.1));
  pango_context_set_round_glyph_positions = round_glyphs;
  pango_layout_set_line_spacing = line_spacing;
}

}  // namespace
}  // namespace attacca::gui
