// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "track_info_view.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "track_info_palette.hpp"
#include "track_info_text.hpp"

using attacca::Color;
using attacca::LogicalSize;
using attacca::TrackInfo;
using attacca::gui::Canvas;
using attacca::gui::FontFamily;
using attacca::gui::FontWeight;
using attacca::gui::Paint;
using attacca::gui::Point;
using attacca::gui::Rect;
using attacca::gui::TextExtents;
using attacca::gui::TextStyle;

namespace {

constexpr LogicalSize kDesignSize{520, 340};  // lengths below are meant at this size

/// The name as it is shown, and whether it is the track's own words.
struct Headline {
  std::string text;
  std::string note;  ///< a second, quiet line; may be empty
  bool is_name = true;
};

Headline headline_of(const TrackInfo& info) {
  if (info.name && !info.name->empty()) return {std::string(info.name->view()), "", true};
  if (info.name) return {"Unnamed", "The host says that this track's name is empty.", false};
  if (info.source == attacca::TrackInfoSource::none) {
    return {"Not sent by this host", "It has said nothing about the track that this plugin is on.",
            false};
  }
  return {"Name not sent by this host", "", false};
}

/// Where one fact goes in the grid.
struct Slot {
  std::size_t row = 0;
  std::size_t column = 0;
  std::size_t span = 1;
};

/// As many facts as `rows` hold, in their order. The last one of a row takes what is left of it.
std::vector<Slot> arrange(const std::vector<TrackFact>& facts, std::size_t columns,
                          std::size_t rows) {
  std::vector<Slot> slots;
  Slot next;
  for (const TrackFact& fact : facts) {
    next.span = fact.kind == TrackFact::Kind::code ? 2 : 1;
    if (next.column + next.span > columns) {
      if (!slots.empty()) slots.back().span = columns - slots.back().column;
      next.column = 0;
      ++next.row;
    }
    if (next.row >= rows) return slots;
    slots.push_back(next);
    next.column += next.span;
  }
  if (!slots.empty()) slots.back().span = columns - slots.back().column;
  return slots;
}

/// Scripts whose marks reach far above and below their letters, unlike Latin, Greek and Cyrillic.
bool is_tall_script(std::string_view utf8) {
  // U+0590 and everything above it that is not punctuation starts with 0xD6 or a higher byte.
  return std::any_of(utf8.begin(), utf8.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xD6 && byte != 0xE2;
  });
}

/// Draws one model; the methods are its parts, from top to bottom.
class TrackInfoDrawing {
 public:
  TrackInfoDrawing(Canvas& canvas, LogicalSize size, const TrackInfoModel& model)
      : canvas_(canvas),
        size_(size),
        model_(model),
        palette_(TrackInfoPalette::from(model.info.color)),
        ratio_(std::min(size.width / kDesignSize.width, size.height / kDesignSize.height)),
        unit_(std::clamp(std::min(ratio_, std::pow(ratio_, 0.6)), 0.78, 2.5)),
        margin_(px(24)) {}

  void draw();

 private:
  /// A length of the design at this size.
  [[nodiscard]] double px(double design) const { return design * unit_; }
  /// The nearest place between two pixels, where edges are sharp.
  [[nodiscard]] double snapped(double length) const {
    return std::round(length * canvas_.scale()) / canvas_.scale();
  }
  [[nodiscard]] double inner_width() const { return size_.width - 2 * margin_; }
  [[nodiscard]] double hairline() const {
    return std::max(1.0, std::round(canvas_.scale())) / canvas_.scale();
  }

  [[nodiscard]] double line_height(const TextStyle& style) const;
  void draw_field(Rect area);
  double draw_badges(double bottom);
  void draw_headline(const Rect& area, const Headline& headline);
  [[nodiscard]] TextStyle fitted(std::string_view text, TextStyle style, const Rect& area,
                                 double smallest, double largest) const;
  void draw_fact(const Rect& cell, const TrackFact& fact);
  void draw_swatch(const Rect& area, Color color);
  void draw_switch(const Rect& area, std::string_view letter, bool on);
  void draw_absent(const Rect& area, const std::string& list);
  void draw_footer(const Rect& area, bool ruled, bool two_lines);

  [[nodiscard]] TextStyle label_style() const {
    return {.size = px(10.5),
            .weight = FontWeight::medium,
            .color = palette_.panel_muted,
            .max_width = 0,
            .letter_spacing = px(0.3)};
  }
  [[nodiscard]] TextStyle value_style() const {
    return {.size = px(14.5), .weight = FontWeight::medium, .color = palette_.panel_text};
  }
  [[nodiscard]] TextStyle small_style() const {
    return {.size = px(10.5), .color = palette_.panel_muted};
  }
  [[nodiscard]] std::string sent_by() const;

  Canvas& canvas_;
  LogicalSize size_;
  const TrackInfoModel& model_;
  TrackInfoPalette palette_;
  double ratio_;  ///< of the size to the design's
  double unit_;   ///< all but the name grows more slowly than the window
  double margin_;
};

double TrackInfoDrawing::line_height(const TextStyle& style) const {
  return canvas_.measure_text("Ag", style).size.height;
}

void TrackInfoDrawing::draw() {
  std::vector<TrackFact> facts = describe_facts(model_.info);
  const bool anything_sent = model_.info.source != attacca::TrackInfoSource::none;
  const std::string absent = anything_sent ? list_of_absent(model_.info) : "";

  Rect rest{0, 0, size_.width, size_.height};
  const double small_line = line_height(small_style());
  const bool two_lines = canvas_.measure_text(sent_by(), small_style()).size.width +
                             canvas_.measure_text(model_.identity, small_style()).size.width +
                             px(24) >
                         inner_width();
  const Rect footer = rest.cut_bottom(small_line * (two_lines ? 2 : 1) + px(16));

  // The field with the name takes what the facts leave, but never less than it needs to be read.
  const double row_height = line_height(label_style()) + line_height(value_style()) + px(12);
  const auto columns =
      static_cast<std::size_t>(std::clamp(std::floor(inner_width() / px(112)), 2.0, 4.0));
  const double field_least = std::max(px(118), size_.height * 0.46);
  const double room = std::max(0.0, rest.height - field_least - px(12));
  const std::vector<Slot> slots =
      arrange(facts, columns, static_cast<std::size_t>(room / row_height));
  const std::size_t rows = slots.empty() ? 0 : slots.back().row + 1;
  const double rows_height = static_cast<double>(rows) * row_height;
  const double absent_height = absent.empty() ? 0 : small_line * 2 + px(8);
  const bool show_absent = absent_height > 0 && rows_height + absent_height <= room;

  const bool any_facts = rows > 0 || show_absent;
  const Rect absent_area = rest.cut_bottom(show_absent ? absent_height : 0);
  Rect grid = rest.cut_bottom(any_facts ? rows_height + px(12) : 0);
  grid.cut_top(px(12));
  rest.height = snapped(rest.height);

  canvas_.fill({0, rest.bottom(), size_.width, size_.height - rest.bottom()}, palette_.panel);
  draw_field(rest);
  const double column_width = inner_width() / static_cast<double>(columns);
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const Slot& slot = slots[i];
    draw_fact({margin_ + static_cast<double>(slot.column) * column_width,
               grid.y + static_cast<double>(slot.row) * row_height,
               static_cast<double>(slot.span) * column_width - px(12), row_height},
              facts[i]);
  }
  if (show_absent) draw_absent(absent_area, absent);
  draw_footer(footer, any_facts, two_lines);
}

void TrackInfoDrawing::draw_field(Rect area) {
  canvas_.fill(area, Paint::vertical(area, palette_.field_top, palette_.field_bottom));
  const double bottom = draw_badges(area.bottom() - px(18));
  Rect box{margin_, area.y + px(16), inner_width(), bottom - area.y - px(16)};
  const std::string index = describe_index(model_.info);
  if (!index.empty()) {
    TextStyle style{.size = px(12.5), .weight = FontWeight::medium, .color = palette_.field_muted};
    style.max_width = box.width;
    box.cut_top(canvas_.draw_text(box.top_left(), index, style).size.height);
  }
  draw_headline(box, headline_of(model_.info));
}

/// The roles in a row that ends above `bottom`. Returns the top of the row.
double TrackInfoDrawing::draw_badges(double bottom) {
  if (!model_.info.roles) return bottom;
  std::vector<std::string_view> names = describe_roles(*model_.info.roles);
  if (names.empty()) names.push_back("No role");
  const TextStyle style{
      .size = px(11.5), .weight = FontWeight::medium, .color = palette_.badge_text};
  const double height = line_height(style) + px(6);
  const double top = bottom - height;
  double x = margin_;
  for (const std::string_view name : names) {
    const TextExtents text = canvas_.measure_text(name, style);
    const Rect badge{x, top, text.size.width + px(20), height};
    if (badge.right() > size_.width - margin_ / 2) break;
    canvas_.fill_rounded(badge, height / 2, palette_.badge);
    canvas_.draw_text({badge.x + px(10), badge.y + (height - text.size.height) / 2}, name, style);
    x = badge.right() + px(6);
  }
  return top - px(8);
}

/// The largest size at which `text` fits into `area`, on one line rather than on two; at the
/// smallest size it may end in "…".
TextStyle TrackInfoDrawing::fitted(std::string_view text, TextStyle style, const Rect& area,
                                   double smallest, double largest) const {
  style.max_width = area.width;
  const auto fits = [&](double size, int lines) {
    style.size = size;
    style.max_lines = lines;
    const TextExtents extents = canvas_.measure_text(text, style);
    return !extents.truncated && extents.size.height <= area.height;
  };
  const auto largest_for = [&](int lines) {
    double good = 0;
    double bad = largest + 1;
    while (bad - good > 0.5) {
      const double middle = (good + bad) / 2;
      (fits(middle, lines) ? good : bad) = middle;
    }
    return std::min(good, largest);
  };
  const double one = largest_for(1);
  const double two = largest_for(2);
  const bool wrap = one < largest * 0.6 && two > one * 1.2;
  style.size = std::max(wrap ? two : one, smallest);
  style.max_lines = style.size > one ? 2 : 1;
  if (style.max_lines == 2 && !fits(style.size, 2)) {
    style.size = smallest;
    style.max_lines = 2 * line_height(style) <= area.height * 1.1 ? 2 : 1;
  }
  return style;
}

void TrackInfoDrawing::draw_headline(const Rect& area, const Headline& headline) {
  Rect box = area;
  if (!headline.note.empty()) {
    TextStyle style{.size = px(13), .color = palette_.field_muted};
    style.max_width = box.width;
    style.max_lines = 2;
    const double height = canvas_.measure_text(headline.note, style).size.height;
    const Rect line = box.cut_bottom(height + px(4));
    canvas_.draw_text(line.top_left(), headline.note, style);
  }
  TextStyle style{.weight = headline.is_name ? FontWeight::bold : FontWeight::light,
                  .color = headline.is_name ? palette_.field_text : palette_.field_muted};
  style.line_spacing = is_tall_script(headline.text) ? 1 : 0.9;
  const double largest = headline.is_name ? std::min(68 * ratio_, size_.width / 6) : px(34);
  style = fitted(headline.text, style, box, px(17), largest);
  // As wide as the text: a name in Arabic starts at its right, the block still sits at the left.
  // And with its ink on the margin, which at this size the eye wants rather than the letter's box.
  const double width = canvas_.measure_text(headline.text, style).size.width;
  style.max_width = std::min(box.width, std::ceil(width) + 1);
  const TextExtents text = canvas_.measure_text(headline.text, style);
  const double indent = std::clamp(text.ink.x, 0.0, style.size / 8);
  canvas_.draw_text({box.x - indent, box.bottom() - text.size.height}, headline.text, style);
}

void TrackInfoDrawing::draw_fact(const Rect& cell, const TrackFact& fact) {
  TextStyle label = label_style();
  label.max_width = cell.width;
  const double label_height = canvas_.draw_text(cell.top_left(), fact.label, label).size.height;
  TextStyle value = value_style();
  const double line = line_height(value);
  Point at{cell.x, cell.y + label_height};
  const double side = snapped(px(14));
  const Rect mark{snapped(at.x), snapped(at.y + (line - side) / 2), side, side};
  if (fact.kind == TrackFact::Kind::color && model_.info.color) {
    draw_swatch(mark, *model_.info.color);
    at.x += side + px(7);
  }
  if (fact.kind == TrackFact::Kind::switches) {
    Rect button{mark.x, snapped(at.y + px(1)), snapped(px(22)), snapped(line - px(2))};
    for (const auto& [letter, state] :
         {std::pair{"M", model_.info.mute}, std::pair{"S", model_.info.solo}}) {
      if (!state) continue;
      draw_switch(button, letter, *state);
      button.x += button.width + snapped(px(5));
    }
    return;
  }
  if (fact.kind == TrackFact::Kind::code) {
    value.family = FontFamily::mono;
    value.size = px(12.5);
  }
  value.max_width = std::max(1.0, cell.right() - at.x);
  const double height = canvas_.measure_text(fact.value, value).size.height;
  canvas_.draw_text({at.x, at.y + (line - height) / 2}, fact.value, value);
}

void TrackInfoDrawing::draw_swatch(const Rect& area, Color color) {
  const double radius = px(4);
  if (color.alpha != 0) {
    color.alpha = 255;
    canvas_.fill_rounded(area, radius, color);
  }
  canvas_.stroke_rounded(area, radius, palette_.panel_muted, hairline());
}

/// A button as on a mixer: lit when on, an outline when off.
void TrackInfoDrawing::draw_switch(const Rect& area, std::string_view letter, bool on) {
  const double radius = px(4);
  if (on) {
    canvas_.fill_rounded(area, radius, palette_.active);
  } else {
    canvas_.stroke_rounded(area, radius, palette_.hairline, hairline());
  }
  TextStyle style{.size = px(11.5),
                  .weight = FontWeight::bold,
                  .color = on ? palette_.active_text : palette_.panel_muted};
  style.align = attacca::gui::TextAlign::center;
  style.max_width = area.width;
  const double height = line_height(style);
  canvas_.draw_text({area.x, area.y + (area.height - height) / 2}, letter, style);
}

void TrackInfoDrawing::draw_absent(const Rect& area, const std::string& list) {
  TextStyle style = small_style();
  style.max_width = inner_width();
  style.max_lines = 2;
  canvas_.draw_text({margin_, area.y + px(2)}, "Not sent by this host: " + list + ".", style);
}

std::string TrackInfoDrawing::sent_by() const {
  const TrackInfo& info = model_.info;
  const std::string_view source = name_of(info.source);
  std::string text = source.empty() ? "sent by nobody yet" : "sent by " + std::string(source);
  text += " · revision " + std::to_string(info.revision);
  if (!model_.format_name.empty()) text += " · " + model_.format_name;
  if (!model_.host_name.empty()) text += " in " + model_.host_name;
  return text;
}

void TrackInfoDrawing::draw_footer(const Rect& area, bool ruled, bool two_lines) {
  if (ruled) canvas_.fill({margin_, snapped(area.y), inner_width(), hairline()}, palette_.hairline);
  TextStyle style = small_style();
  style.max_width = inner_width();
  const Point first{margin_, area.y + px(7)};
  const double height = canvas_.draw_text(first, sent_by(), style).size.height;
  if (!two_lines) style.align = attacca::gui::TextAlign::right;
  canvas_.draw_text({margin_, first.y + (two_lines ? height : 0)}, model_.identity, style);
}

}  // namespace

void draw_track_info(Canvas& canvas, LogicalSize size, const TrackInfoModel& model) {
  TrackInfoDrawing(canvas, size, model).draw();
}
