// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/label.hpp"

#include <utility>

namespace attacca::widgets {

void draw_line(gui::Canvas& canvas, const gui::Rect& area, std::string_view utf8,
               gui::TextStyle style) {
  if (!(area.width > 0) || utf8.empty()) return;
  style.max_width = area.width;
  style.max_lines = 1;
  const double height = canvas.measure_text(utf8, style).size.height;
  canvas.draw_text({area.x, area.y + (area.height - height) / 2}, utf8, style);
}

gui::TextStyle Label::style() const {
  switch (kind_) {
    case Kind::caption:
      return {.size = theme().caption_size, .color = theme().quiet_text, .align = align_};
    case Kind::heading:
      return {.size = theme().heading_size,
              .weight = gui::FontWeight::medium,
              .color = theme().text,
              .align = align_};
    case Kind::text:
      break;
  }
  return {.size = theme().text_size, .color = theme().text, .align = align_};
}

void Label::set_text(std::string text) {
  if (text == text_) return;
  text_ = std::move(text);
  has_fixed_size() ? invalidate() : invalidate_layout();
}

void Label::set_align(gui::TextAlign align) {
  align_ = align;
  invalidate();
}

LogicalSize Label::preferred_size(gui::Canvas& canvas) const {
  const LogicalSize size = canvas.measure_text(text_.empty() ? " " : text_, style()).size;
  return {size.width + 1, size.height};
}

void Label::draw(gui::Canvas& canvas) {
  draw_line(canvas, bounds(), text_, style());
}

std::unique_ptr<Label> label(std::string text) {
  return std::make_unique<Label>(std::move(text), Label::Kind::text);
}

std::unique_ptr<Label> caption(std::string text) {
  return std::make_unique<Label>(std::move(text), Label::Kind::caption);
}

std::unique_ptr<Label> heading(std::string text) {
  return std::make_unique<Label>(std::move(text), Label::Kind::heading);
}

}  // namespace attacca::widgets
