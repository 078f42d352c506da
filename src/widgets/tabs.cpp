// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/tabs.hpp"

#include <algorithm>
#include <cmath>

#include "attacca/widgets/label.hpp"

namespace attacca::widgets {

namespace {

constexpr double kAround = 14;  ///< a name, to each side

}  // namespace

double Tabs::bar_height() const {
  return std::round(theme().text_size * 2.3);
}

void Tabs::add_tab(Tab tab) {
  names_.push_back(std::move(tab.name));
  add(std::move(tab.page)).set_visible(names_.size() - 1 == shown_);
}

void Tabs::show(std::size_t page) {
  if (page >= children().size() || page == shown_) return;
  children()[shown_]->set_visible(false);
  shown_ = page;
  if (page < children().size()) children()[shown_]->set_visible(true);
}

LogicalSize Tabs::preferred_size(gui::Canvas& canvas) const {
  // Of the largest page, so that nothing moves when another one is shown.
  LogicalSize size;
  double names = 0;
  for (const auto& page : children()) {
    const LogicalSize wanted = page->wanted_size(canvas);
    size = {std::max(size.width, wanted.width), std::max(size.height, wanted.height)};
  }
  for (const std::string& name : names_) {
    names += canvas.measure_text(name, {.size = theme().text_size}).size.width + 2 * kAround;
  }
  return {std::max(size.width, names), size.height + bar_height() + theme().gap};
}

void Tabs::arrange(gui::Canvas& canvas) {
  gui::Rect area = bounds();
  area.cut_top(bar_height() + theme().gap);
  for (const auto& page : children()) place(*page, area, canvas);
  ends_.clear();
  double end = bounds().x;
  for (const std::string& name : names_) {
    end += canvas.measure_text(name, {.size = theme().text_size}).size.width + 2 * kAround;
    ends_.push_back(end);
  }
}

void Tabs::draw(gui::Canvas& canvas) {
  gui::Rect bar = bounds();
  bar = bar.cut_top(bar_height());
  canvas.fill({bar.x, bar.bottom() - 1, bar.width, 1}, theme().separator);
  double begin = bar.x;
  for (std::size_t i = 0; i < names_.size() && i < ends_.size(); ++i) {
    const gui::Rect name{begin, bar.y, ends_[i] - begin, bar.height};
    begin = ends_[i];
    const bool is_shown = i == shown_;
    draw_line(canvas, name.inset(kAround - 1, 0), names_[i],
              {.size = theme().text_size,
               .weight = is_shown ? gui::FontWeight::medium : gui::FontWeight::regular,
               .color = is_shown ? theme().text : theme().quiet_text,
               .align = gui::TextAlign::center});
    if (is_shown) {
      canvas.fill_rounded({name.x + 6, name.bottom() - 3, name.width - 12, 3}, 1.5, theme().accent);
    }
  }
}

bool Tabs::pointer(const gui::PointerEvent& event) {
  if (event.kind != gui::PointerEvent::Kind::press ||
      event.position.y > bounds().y + bar_height()) {
    return false;
  }
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    if (event.position.x >= ends_[i]) continue;
    show(i);
    return true;
  }
  return false;
}

bool Tabs::key(const gui::KeyEvent& event) {
  if (event.kind != gui::KeyEvent::Kind::press || !has_focus()) return false;
  if (event.key == gui::Key::right) {
    show(shown_ + 1);
    return true;
  }
  if (event.key == gui::Key::left) {
    if (shown_ > 0) show(shown_ - 1);
    return true;
  }
  return false;
}

}  // namespace attacca::widgets
