// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cairo/pango_text.hpp"

#include <cmath>
#include <cstddef>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "gui/cairo/drawing_libraries.hpp"
#include "gui/printable_utf8.hpp"
#include "gui/text_key.hpp"

namespace attacca::gui {

namespace {

const char* family_name(FontFamily family) {
  switch (family) {
    case FontFamily::mono:
      return "Noto Sans Mono,DejaVu Sans Mono,Monospace";
    case FontFamily::sans:
      break;
  }
  return "Inter,Noto Sans,Sans";
}

PangoAlignment alignment(std::string_view text, TextAlign align) {
  // Pango mirrors left and right for text that runs from right to left.
  const bool rtl =
      pango_find_base_dir(text.data(), static_cast<int>(text.size())) == PANGO_DIRECTION_RTL;
  switch (align) {
    case TextAlign::center:
      return PANGO_ALIGN_CENTER;
    case TextAlign::left:
      return rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    case TextAlign::right:
      return rtl ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
    case TextAlign::start:
      break;
  }
  return PANGO_ALIGN_LEFT;
}

void set_font(PangoLayout* layout, const TextStyle& style) {
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, family_name(style.family));
  pango_font_description_set_weight(font, static_cast<PangoWeight>(style.weight));
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_font_description_free(font);
}

void set_letter_spacing(PangoLayout* layout, double spacing) {
  PangoAttrList* attributes = pango_attr_list_new();
  if (spacing != 0) {
    const int units = static_cast<int>(std::lround(spacing * PANGO_SCALE));
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(units));
  }
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
}

/// Rounded up: a line measured as wide as it is must fit again into that width.
int to_units(double pixels) {
  return static_cast<int>(std::ceil(pixels * PANGO_SCALE));
}

double to_pixels(int units) {
  return static_cast<double>(units) / PANGO_SCALE;
}

TextExtents extents_of(PangoLayout* layout) {
  PangoRectangle ink;
  PangoRectangle logical;
  pango_layout_get_extents(layout, &ink, &logical);
  TextExtents extents;
  extents.ink = {to_pixels(ink.x), to_pixels(ink.y), to_pixels(ink.width), to_pixels(ink.height)};
  extents.size = {to_pixels(logical.width), to_pixels(logical.height)};
  extents.baseline = to_pixels(pango_layout_get_baseline(layout));
  extents.lines = pango_layout_get_line_count(layout);
  extents.truncated = pango_layout_is_ellipsized(layout) != 0;
  return extents;
}

constexpr std::size_t kMostKnown = 512;  ///< texts; a large editor shows half of that

/// Font maps that nobody draws with now. They are used again rather than made again: a map that was
/// drawn with leaves 1.6 kB behind (Pango 1.50, in fontconfig), and a new one looks all fonts up
/// again. All members [any].
class FontMaps {
 public:
  static FontMaps& of_process() {
    static FontMaps maps;
    return maps;
  }
  FontMaps() = default;
  ~FontMaps() {
    for (PangoFontMap* const map : idle_) g_object_unref(map);
  }
  FontMaps(const FontMaps&) = delete;
  FontMaps& operator=(const FontMaps&) = delete;

  PangoFontMap* take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return pango_cairo_font_map_new();
    PangoFontMap* const map = idle_.back();
    idle_.pop_back();
    return map;
  }

  void give_back(PangoFontMap* map) {
    constexpr std::size_t kMostIdle = 4;
    {
      const std::lock_guard lock(mutex_);
      if (idle_.size() < kMostIdle) return idle_.push_back(map);
    }
    g_object_unref(map);
  }

 private:
  std::mutex mutex_;
  std::vector<PangoFontMap*> idle_;
};

}  // namespace

void PangoText::Unref::operator()(void* object) const noexcept {
  g_object_unref(object);
}

PangoText::PangoText() : fonts_(FontMaps::of_process().take()) {
  context_.reset(pango_font_map_create_context(fonts_.get()));

  // Layout must not depend on the scale: metrics stay fractional, only outlines meet the pixels.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  if (pango_context_set_round_glyph_positions != nullptr) {
    pango_context_set_round_glyph_positions(context_.get(), 0);
  }
}

PangoText::~PangoText() {
  known_.clear();
  context_.reset();
  FontMaps::of_process().give_back(fonts_.release());
}

PangoText::Shaped PangoText::shape(std::string_view utf8, const TextStyle& style) {
  Owned<PangoLayout> owned(pango_layout_new(context_.get()));
  PangoLayout* layout = owned.get();
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  const std::string text = printable_utf8(utf8);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  set_font(layout, style);
  set_letter_spacing(layout, style.letter_spacing);
  if (pango_layout_set_line_spacing != nullptr) {
    pango_layout_set_line_spacing(
        layout, style.line_spacing == 1 ? 0.0F : static_cast<float>(style.line_spacing));
  }
  pango_layout_set_alignment(layout, alignment(text, style.align));
  const bool bounded = style.max_width > 0;
  pango_layout_set_width(layout, bounded ? to_units(style.max_width) : -1);
  pango_layout_set_height(layout, bounded ? -style.max_lines : -1);
  pango_layout_set_ellipsize(layout, bounded ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  const TextExtents extents = extents_of(layout);
  return {std::move(owned), extents};
}

const PangoText::Shaped& PangoText::shaped(std::string_view utf8, const TextStyle& style) {
  std::string key = text_key(style);
  key += utf8;
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  if (known_.size() >= kMostKnown) known_.clear();
  return known_.emplace(std::move(key), shape(utf8, style)).first->second;
}

TextExtents PangoText::measure(std::string_view utf8, const TextStyle& style) {
  return shaped(utf8, style).extents;
}

TextExtents PangoText::draw(cairo_t* cairo, double scale, Point top_left, std::string_view utf8,
                            const TextStyle& style) {
  if (scale != scale_) {
    known_.clear();
    pango_cairo_update_context(cairo, context_.get());
    scale_ = scale;
  }
  const Shaped& text = shaped(utf8, style);
  cairo_move_to(cairo, top_left.x, top_left.y);
  pango_cairo_show_layout(cairo, text.layout.get());
  return text.extents;
}

}  // namespace attacca::gui
