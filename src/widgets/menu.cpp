// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/menu.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "attacca/widgets/label.hpp"
#include "attacca/widgets/widget_tree.hpp"

namespace attacca::widgets {

namespace {

constexpr double kMargin = 5;
constexpr double kSeparator = 9;
constexpr double kMark = 22;  ///< room for the check mark
constexpr std::uint32_t kMostSteps = 512;

bool can_be_chosen(const MenuItem& item) {
  return item.kind == MenuItem::Kind::entry && item.enabled;
}

void draw_check(gui::Canvas& canvas, gui::Point center, Color color) {
  gui::Path mark;
  mark.move_to({center.x - 4, center.y}).line_to({center.x - 1, center.y + 3});
  mark.line_to({center.x + 5, center.y - 4});
  canvas.stroke_path(mark, color, {.thickness = 2, .cap = gui::Stroke::Cap::round});
}

}  // namespace

PopupMenu::PopupMenu(std::vector<MenuItem> items) : items_(std::move(items)) {
  const auto checked =
      std::find_if(items_.begin(), items_.end(), [](const MenuItem& item) { return item.checked; });
  if (checked != items_.end()) pointed_ = static_cast<int>(checked - items_.begin());
}

double PopupMenu::line_height() const {
  return std::round(theme().text_size * 1.9);
}

double PopupMenu::height_of(const MenuItem& item) const {
  return item.kind == MenuItem::Kind::separator ? kSeparator : line_height();
}

double PopupMenu::content_height() const {
  double height = 2 * kMargin;
  for (const MenuItem& item : items_) height += height_of(item);
  return height;
}

LogicalSize PopupMenu::preferred_size(gui::Canvas& canvas) const {
  double width = 60;
  for (const MenuItem& item : items_) {
    const gui::TextStyle style{.size = theme().text_size};
    width = std::max(width, canvas.measure_text(item.label, style).size.width);
  }
  return {std::ceil(width) + kMark + 22, content_height()};
}

void PopupMenu::arrange(gui::Canvas& /*canvas*/) {
  if (std::exchange(must_reveal_, false)) reveal_pointed();
  scroll_to(offset_);
}

void PopupMenu::scroll_to(double offset) {
  offset_ = std::clamp(offset, 0.0, std::max(content_height() - bounds().height, 0.0));
}

void PopupMenu::reveal_pointed() {
  double top = 0;
  for (int i = 0; i < pointed_; ++i) top += height_of(items_[static_cast<std::size_t>(i)]);
  if (pointed_ >= 0) scroll_to(top - bounds().height / 2);
}

void PopupMenu::draw(gui::Canvas& canvas) {
  const gui::Rect area = bounds();
  canvas.fill_rounded(area, theme().corner, theme().panel);
  canvas.stroke_rounded(area, theme().corner, theme().outline, 1);
  const gui::ClipScope clip(canvas, area.inset(1, kMargin - 1));
  double y = area.y + kMargin - offset_;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const MenuItem& item = items_[i];
    const gui::Rect line{area.x + 4, y, area.width - 8, height_of(item)};
    y += line.height;
    if (!line.overlaps(canvas.visible_area())) continue;
    if (item.kind == MenuItem::Kind::separator) {
      canvas.line({line.x + 4, line.center().y}, {line.right() - 4, line.center().y},
                  theme().separator, 1);
      continue;
    }
    const bool pointed = static_cast<int>(i) == pointed_ && can_be_chosen(item);
    if (pointed) canvas.fill_rounded(line, theme().corner - 1, theme().accent);
    const Color color = pointed               ? theme().on_accent
                        : can_be_chosen(item) ? theme().text
                                              : theme().quiet_text;
    if (item.checked) draw_check(canvas, {line.x + 12, line.center().y}, color);
    const bool title = item.kind == MenuItem::Kind::title;
    gui::Rect text = line;
    text.cut_left(title ? 8 : kMark);
    text.cut_right(8);
    draw_line(canvas, text, item.label,
              {.size = title ? theme().caption_size : theme().text_size, .color = color});
  }
}

int PopupMenu::line_at(double y) const {
  double at = bounds().y + kMargin - offset_;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const double height = height_of(items_[i]);
    if (y >= at && y < at + height) return can_be_chosen(items_[i]) ? static_cast<int>(i) : -1;
    at += height;
  }
  return -1;
}

void PopupMenu::point_at(int line) {
  if (line == pointed_) return;
  pointed_ = line;
  invalidate();
}

void PopupMenu::step(int direction) {
  const int count = static_cast<int>(items_.size());
  int line = pointed_ < 0 && direction < 0 ? count : pointed_;
  for (int i = 0; i < count; ++i) {
    line = (line + direction + count) % count;
    if (!can_be_chosen(items_[static_cast<std::size_t>(line)])) continue;
    point_at(line);
    return reveal_pointed();
  }
}

void PopupMenu::choose(int line) {
  if (line < 0 || tree() == nullptr) return;
  const MenuItem& item = items_[static_cast<std::size_t>(line)];
  if (!can_be_chosen(item)) return;  // the one that is checked is pointed at from the beginning
  const auto chosen = item.chosen;
  tree()->close_popup();  // which keeps this object until its code has returned
  if (chosen) chosen();
}

bool PopupMenu::pointer(const gui::PointerEvent& event) {
  using Kind = gui::PointerEvent::Kind;
  switch (event.kind) {
    case Kind::move: {
      const int line = bounds().contains(event.position) ? line_at(event.position.y) : -1;
      if (first_ < 0) first_ = line;
      armed_ = armed_ || (line >= 0 && line != first_);
      point_at(line);
      return true;
    }
    case Kind::press:
      armed_ = true;
      point_at(line_at(event.position.y));
      return true;
    case Kind::release:
      // The release of the press that has opened the menu chooses nothing by accident.
      if (armed_ && bounds().contains(event.position)) choose(line_at(event.position.y));
      return true;
    case Kind::scroll:
      scroll_to(offset_ - event.scroll_y * line_height() * 2);
      invalidate();
      return true;
    case Kind::leave:
      return false;
  }
  return false;
}

bool PopupMenu::key(const gui::KeyEvent& event) {
  if (event.kind != gui::KeyEvent::Kind::press) return true;
  switch (event.key) {
    case gui::Key::up:
      step(-1);
      return true;
    case gui::Key::down:
      step(1);
      return true;
    case gui::Key::home:
      pointed_ = -1;
      step(1);
      return true;
    case gui::Key::end:
      pointed_ = -1;
      step(-1);
      return true;
    case gui::Key::enter:
      choose(pointed_);
      return true;
    case gui::Key::escape:
      return false;
    default:
      break;
  }
  if (event.text == " ") choose(pointed_);
  return true;
}

// Of a parameter.

LogicalSize MenuButton::preferred_size(gui::Canvas& canvas) const {
  const std::uint32_t steps = std::min(param().step_count(), kMostSteps);
  const double width = std::max(widest_value(canvas, steps), 40.0);
  return {std::min(std::ceil(width) + 40, 220.0), std::round(theme().text_size * 2.1)};
}

void MenuButton::draw(gui::Canvas& canvas) {
  const gui::Rect area = bounds();
  canvas.fill_rounded(area, theme().corner, is_hovered() ? theme().raised : theme().control);
  canvas.stroke_rounded(area, theme().corner, theme().outline, 1);
  gui::Rect text = area.inset(10, 0);
  const gui::Point arrow{text.cut_right(12).center()};
  draw_line(canvas, text, value_text(), {.size = theme().text_size, .color = theme().text});
  gui::Path chevron;
  chevron.move_to({arrow.x - 4, arrow.y - 2}).line_to({arrow.x, arrow.y + 2.5});
  chevron.line_to({arrow.x + 4, arrow.y - 2});
  canvas.stroke_path(chevron, theme().quiet_text,
                     {.thickness = 1.6, .cap = gui::Stroke::Cap::round});
  draw_indication(canvas, area);
}

void MenuButton::open() {
  const std::uint32_t steps = std::min(param().step_count(), kMostSteps);
  if (tree() == nullptr || steps == 0) return open_entry();
  std::vector<MenuItem> items;
  for (std::uint32_t i = 0; i <= steps; ++i) {
    const double value = static_cast<double>(i) / steps;
    items.push_back({.label = param().format(value),
                     .checked = std::abs(param().normalized() - value) < 0.5 / steps,
                     .chosen = [this, value] { set_value(value); }});
  }
  tree()->show_popup(std::make_unique<PopupMenu>(std::move(items)), bounds(), this);
}

bool MenuButton::pointer(const gui::PointerEvent& event) {
  if (event.kind == gui::PointerEvent::Kind::press &&
      event.button == gui::PointerEvent::Button::left && !param().flags().read_only) {
    open();
    return true;
  }
  if (event.kind == gui::PointerEvent::Kind::move) return true;
  return ParamControl::pointer(event);
}

bool MenuButton::key(const gui::KeyEvent& event) {
  if (event.kind == gui::KeyEvent::Kind::press &&
      (event.key == gui::Key::enter || event.text == " ")) {
    open();
    return true;
  }
  return ParamControl::key(event);
}

std::unique_ptr<MenuButton> menu(Param& param) {
  return std::make_unique<MenuButton>(param);
}

}  // namespace attacca::widgets
