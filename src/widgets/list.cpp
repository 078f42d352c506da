// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/list.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "attacca/widgets/label.hpp"

namespace attacca::widgets {

namespace {

constexpr double kMargin = 4;
constexpr double kBar = 6;

}  // namespace

double List::line_height() const {
  return std::round(theme().text_size * 1.9);
}

double List::most() const {
  const double height = static_cast<double>(lines_.size()) * line_height() + 2 * kMargin;
  return std::max(height - bounds().height, 0.0);
}

void List::set_lines(std::vector<std::string> lines) {
  lines_ = std::move(lines);
  chosen_.reset();
  pointed_.reset();
  offset_ = 0;
  has_fixed_size() ? invalidate() : invalidate_layout();
}

void List::choose(std::optional<std::size_t> line) {
  if (line && *line >= lines_.size()) line.reset();
  chosen_ = line;
  invalidate();
}

void List::on_choice(std::function<void(std::size_t)> callback) {
  choice_ = std::move(callback);
}

LogicalSize List::preferred_size(gui::Canvas& /*canvas*/) const {
  const auto lines = static_cast<double>(std::clamp<std::size_t>(lines_.size(), 3, 12));
  return {180, lines * line_height() + 2 * kMargin};
}

void List::arrange(gui::Canvas& /*canvas*/) {
  offset_ = std::clamp(offset_, 0.0, most());
}

void List::draw(gui::Canvas& canvas) {
  const gui::Rect area = bounds();
  canvas.fill_rounded(area, theme().corner, theme().groove);
  canvas.stroke_rounded(area, theme().corner, theme().outline, 1);
  const gui::ClipScope clip(canvas, area.inset(1, kMargin - 1));
  const double height = line_height();
  const auto first = static_cast<std::size_t>(std::max(offset_ - kMargin, 0.0) / height);
  for (std::size_t i = first; i < lines_.size(); ++i) {
    const double y = area.y + kMargin - offset_ + static_cast<double>(i) * height;
    if (y > area.bottom()) break;
    const gui::Rect line{area.x + kMargin, y, area.width - 2 * kMargin - kBar, height};
    const bool is_chosen = chosen_ == i;
    if (is_chosen) {
      canvas.fill_rounded(line, theme().corner - 1, theme().accent);
    } else if (pointed_ == i) {
      canvas.fill_rounded(line, theme().corner - 1, theme().raised);
    }
    draw_line(canvas, line.inset(8, 0), lines_[i],
              {.size = theme().text_size, .color = is_chosen ? theme().on_accent : theme().text});
  }
  if (most() <= 0) return;
  const double room = area.height - 2 * kMargin;
  const double length = std::max(room * area.height / (area.height + most()), 20.0);
  const double top = area.y + kMargin + (room - length) * offset_ / most();
  canvas.fill_rounded({area.right() - kMargin - kBar + 1, top, kBar - 1, length}, kBar / 2,
                      theme().outline);
}

std::optional<std::size_t> List::line_at(double y) const {
  const double at = (y - bounds().y - kMargin + offset_) / line_height();
  if (!(at >= 0) || at >= static_cast<double>(lines_.size())) return std::nullopt;
  return static_cast<std::size_t>(at);
}

void List::scroll_to(double offset) {
  const double before = std::exchange(offset_, std::clamp(offset, 0.0, most()));
  if (before != offset_) invalidate();
}

void List::pick(std::ptrdiff_t line) {
  if (lines_.empty()) return;
  const auto last = static_cast<std::ptrdiff_t>(lines_.size()) - 1;
  chosen_ = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(line, 0, last));
  const double top = static_cast<double>(*chosen_) * line_height();
  if (top < offset_) scroll_to(top);
  const double below = top + line_height() + 2 * kMargin - bounds().height;
  if (below > offset_) scroll_to(below);
  invalidate();
  if (const auto choice = choice_) choice(*chosen_);
}

void List::hover_changed(bool is_hovered) {
  if (is_hovered) return;
  pointed_.reset();
  invalidate();
}

bool List::pointer(const gui::PointerEvent& event) {
  using Kind = gui::PointerEvent::Kind;
  switch (event.kind) {
    case Kind::press:
      if (const auto line = line_at(event.position.y)) pick(static_cast<std::ptrdiff_t>(*line));
      return true;
    case Kind::move: {
      const auto line = line_at(event.position.y);
      if (std::exchange(pointed_, line) != line) invalidate();
      return true;
    }
    case Kind::scroll:
      if (most() <= 0) return false;
      scroll_to(offset_ - event.scroll_y * 2 * line_height());
      return true;
    case Kind::release:
      return true;
    case Kind::leave:
      return false;
  }
  return false;
}

bool List::key(const gui::KeyEvent& event) {
  if (event.kind != gui::KeyEvent::Kind::press) return false;
  const auto at = chosen_ ? static_cast<std::ptrdiff_t>(*chosen_) : -1;
  const auto page =
      std::max<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(bounds().height / line_height()) - 1, 1);
  switch (event.key) {
    case gui::Key::up:
      pick(at - 1);
      return true;
    case gui::Key::down:
      pick(at + 1);
      return true;
    case gui::Key::page_up:
      pick(at - page);
      return true;
    case gui::Key::page_down:
      pick(at + page);
      return true;
    case gui::Key::home:
      pick(0);
      return true;
    case gui::Key::end:
      pick(static_cast<std::ptrdiff_t>(lines_.size()) - 1);
      return true;
    default:
      return false;
  }
}

std::unique_ptr<List> list() {
  return std::make_unique<List>();
}

}  // namespace attacca::widgets
