// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "track_info_view.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
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
    return {"Not told by this host", "It has said nothing about the track that this plugin is on.",
            false};
  }
  return {"Name not told by this host", "", false};
}

/// Draws one model; the methods are its parts, from top to bottom.
class TrackInfoDrawing {
 public:
  TrackInfoDrawing(Canvas& canvas, LogicalSize size, const TrackInfoModel& model)
      : canvas_(canvas),
        size_(size),
        model_(model),
        palette_(TrackInfoPalette::from(model.info.color)),
        unit_(std::clamp(std::min(size.width / kDesignSize.width, size.height / kDesignSize.height),
                         0.78, 3.0)),
        margin_(px(24)) {}

  void draw();

 private:
  /// A length of the design at this size.
  [[nodiscard]] double px(double design) const { return design * unit_; }
  [[nodiscard]] double inner_width() const { return size_.width - 2 * margin_; }
  [[nodiscard]] double hairline() const { return std::max(1.0, std::round(canvas_.scale())) / canvas_.scale(); }

  [[nodiscard]] double line_height(const TextStyle& style) const;
  void draw_field(Rect area);
  double draw_badges(double bottom);
  void draw_headline(const Rect& area, const Headline& headline);
  [[nodiscard]] TextStyle fitted(std::string_view text, TextStyle style, const Rect& area,
                                 double smallest, double largest) const;
  void draw_facts(Rect area, const std::vector<TrackFact>& facts, std::size_t columns);
  void draw_fact(const Rect& cell, const TrackFact& fact);
  void draw_untold(const Rect& area);
  void draw_footer(const Rect& area, bool two_lines);

  [[nodiscard]] TextStyle label_style() const {
    return {.size = px(10.5), .weight = FontWeight::medium, .color = palette_.panel_muted,
            .max_width = 0, .letter_spacing = px(0.3)};
  }
  [[nodiscard]] TextStyle value_style() const {
    return {.size = px(14.5), .weight = FontWeight::medium, .color = palette_.panel_text};
  }
  [[nodiscard]] TextStyle small_style() const {
    return {.size = px(10.5), .color = palette_.panel_muted};
  }
  [[nodiscard]] std::string told_by() const;

  Canvas& canvas_;
  LogicalSize size_;
  const TrackInfoModel& model_;
  TrackInfoPalette palette_;
  double unit_;
  double margin_;
};

double TrackInfoDrawing::line_height(const TextStyle& style) const {
  return canvas_.measure_text("Ag", style).size.height;
}

void TrackInfoDrawing::draw() {
  std::vector<TrackFact> told = describe_facts(model_.info);
  std::erase_if(told, [](const TrackFact& fact) { return !fact.value; });
  const std::string untold = list_of_untold(model_.info);

  Rect rest{0, 0, size_.width, size_.height};
  const double small_line = line_height(small_style());
  const bool two_lines = canvas_.measure_text(told_by(), small_style()).size.width +
                             canvas_.measure_text(model_.identity, small_style()).size.width +
                             px(24) > inner_width();
  const Rect footer = rest.cut_bottom(small_line * (two_lines ? 2 : 1) + px(16));

  // The field with the name takes what the facts leave, but never less than it needs to be read.
  const double row_height = line_height(label_style()) + line_height(value_style()) + px(12);
  const auto columns = static_cast<std::size_t>(
      std::clamp(std::floor(inner_width() / px(112)), 2.0, 4.0));
  const std::size_t rows_wanted = (told.size() + columns - 1) / columns;
  const double field_least = std::max(px(118), size_.height * 0.46);
  const double room = std::max(0.0, rest.height - field_least - px(12));
  const std::size_t rows = std::min(rows_wanted, static_cast<std::size_t>(room / row_height));
  const double rows_height = static_cast<double>(rows) * row_height;
  const double untold_height = untold.empty() ? 0 : small_line * 2 + px(8);
  const bool show_untold = untold_height > 0 && rows_height + untold_height <= room;

  const Rect untold_area = rest.cut_bottom(show_untold ? untold_height : 0);
  const Rect facts = rest.cut_bottom(rows > 0 ? rows_height + px(12) : show_untold ? px(12) : 0);

  canvas_.fill({0, rest.bottom(), size_.width, size_.height - rest.bottom()}, palette_.panel);
  draw_field(rest);
  told.resize(std::min(told.size(), rows * columns));
  draw_facts(facts, told, columns);
  if (show_untold) draw_untold(untold_area);
  draw_footer(footer, two_lines);
}

void TrackInfoDrawing::draw_field(Rect area) {
  canvas_.fill(area, Paint::vertical(area, palette_.field_top, palette_.field_bottom));
  const double badges_top = draw_badges(area.bottom() - px(18));
  const Rect box{margin_, area.y + px(16), inner_width(), badges_top - area.y - px(16)};
  draw_headline(box, headline_of(model_.info));
}

/// The roles in a row that ends above `bottom`. Returns the top of the row.
double TrackInfoDrawing::draw_badges(double bottom) {
  if (!model_.info.roles) return bottom;
  std::vector<std::string_view> names = describe_roles(*model_.info.roles);
  if (names.empty()) names.push_back("No role");
  const TextStyle style{.size = px(11.5), .weight = FontWeight::medium,
                        .color = palette_.badge_text};
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
  style.line_spacing = 0.9;
  const double largest = headline.is_name ? std::min(px(76), size_.width / 5) : px(34);
  style = fitted(headline.text, style, box, px(17), largest);
  const TextExtents text = canvas_.measure_text(headline.text, style);
  // As wide as the text: a name in Arabic starts at its right, the block still sits at the left.
  style.max_width = std::min(box.width, std::ceil(text.size.width) + 1);
  canvas_.draw_text({box.x, box.bottom() - text.size.height}, headline.text, style);
}

void TrackInfoDrawing::draw_facts(Rect area, const std::vector<TrackFact>& facts,
                                  std::size_t columns) {
  if (facts.empty()) return;
  area.cut_top(px(12));
  const double row_height =
      area.height / static_cast<double>((facts.size() + columns - 1) / columns);
  const double cell_width = inner_width() / static_cast<double>(columns);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Rect cell{margin_ + static_cast<double>(i % columns) * cell_width,
                    area.y + static_cast<double>(i / columns) * row_height, cell_width - px(12),
                    row_height};
    draw_fact(cell, facts[i]);
  }
}

void TrackInfoDrawing::draw_fact(const Rect& cell, const TrackFact& fact) {
  TextStyle label = label_style();
  label.max_width = cell.width;
  const double label_height = canvas_.draw_text(cell.top_left(), fact.label, label).size.height;
  TextStyle value = value_style();
  const double line = line_height(value);
  Point at{cell.x, cell.y + label_height};
  if (fact.kind == TrackFact::Kind::color && model_.info.color) {
    const double side = px(13);
    const Rect swatch{at.x, at.y + (line - side) / 2, side, side};
    if (model_.info.color->alpha != 0) {
      Color opaque = *model_.info.color;
      opaque.alpha = 255;
      canvas_.fill_rounded(swatch, px(3.5), opaque);
    }
    canvas_.stroke_rounded(swatch, px(3.5), palette_.panel_muted, hairline());
    at.x += side + px(7);
  }
  if (fact.kind == TrackFact::Kind::code) {
    value.family = FontFamily::mono;
    value.size = px(12.5);
  }
  if (fact.kind == TrackFact::Kind::toggle && fact.on) {
    const double width = canvas_.measure_text(*fact.value, value).size.width;
    canvas_.fill_rounded({at.x, at.y + px(1), width + px(16), line - px(2)}, line / 2,
                         palette_.active);
    value.color = palette_.active_text;
    at.x += px(8);
  }
  value.max_width = std::max(1.0, cell.right() - at.x);
  const double height = canvas_.measure_text(*fact.value, value).size.height;
  canvas_.draw_text({at.x, at.y + (line - height) / 2}, *fact.value, value);
}

void TrackInfoDrawing::draw_untold(const Rect& area) {
  TextStyle style = small_style();
  style.max_width = inner_width();
  style.max_lines = 2;
  canvas_.draw_text({margin_, area.y + px(2)},
                    "Not told by this host: " + list_of_untold(model_.info) + ".", style);
}

std::string TrackInfoDrawing::told_by() const {
  const TrackInfo& info = model_.info;
  const std::string_view source = name_of(info.source);
  std::string text = source.empty() ? "told by nobody yet" : "told by " + std::string(source);
  text += " · revision " + std::to_string(info.revision);
  if (!model_.format_name.empty()) text += " · " + model_.format_name;
  if (!model_.host_name.empty()) text += " in " + model_.host_name;
  return text;
}

void TrackInfoDrawing::draw_footer(const Rect& area, bool two_lines) {
  canvas_.fill({margin_, area.y, inner_width(), hairline()}, palette_.hairline);
  TextStyle style = small_style();
  style.max_width = inner_width();
  const Point first{margin_, area.y + px(7)};
  const double height = canvas_.draw_text(first, told_by(), style).size.height;
  if (!two_lines) style.align = attacca::gui::TextAlign::right;
  canvas_.draw_text({margin_, first.y + (two_lines ? height : 0)}, model_.identity, style);
}

}  // namespace

void draw_track_info(Canvas& canvas, LogicalSize size, const TrackInfoModel& model) {
  TrackInfoDrawing(canvas, size, model).draw();
}
