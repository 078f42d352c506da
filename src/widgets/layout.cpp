// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/layout.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "attacca/widgets/widget_tree.hpp"
#include "widgets/fit_lengths.hpp"

namespace attacca::widgets {

namespace {

constexpr double kBarWidth = 8;
constexpr double kShortestBar = 24;
constexpr double kNotch = 48;  ///< logical pixels that one notch of the wheel scrolls

/// The room before what is aligned, of `left` that is free beside it.
double before(Align align, double left) {
  if (align == Align::center) return left / 2;
  return align == Align::end ? left : 0;
}

}  // namespace

// Rows and columns.

double Box::gap() const {
  return options_.gap >= 0 ? options_.gap : theme().gap;
}

LogicalSize Box::preferred_size(gui::Canvas& canvas) const {
  double along = 0;
  double across = 0;
  int count = 0;
  for (const auto& child : children()) {
    if (!child->visible()) continue;
    const LogicalSize wanted = child->wanted_size(canvas);
    const bool right = direction_ == Direction::right;
    along += right ? wanted.width : wanted.height;
    across = std::max(across, right ? wanted.height : wanted.width);
    ++count;
  }
  along += gap() * std::max(count - 1, 0) + 2 * options_.padding;
  across += 2 * options_.padding;
  return direction_ == Direction::right ? LogicalSize{along, across} : LogicalSize{across, along};
}

gui::Rect Box::slot(const gui::Rect& area, double from, double length, const Widget& child,
                    LogicalSize wanted) const {
  const bool right = direction_ == Direction::right;
  const double room = right ? area.height : area.width;
  const LogicalSize& most = child.limits().maximum;
  const Align align = child.align().value_or(options_.align);
  const double size = std::min(align == Align::fill ? (right ? most.height : most.width)
                                                    : (right ? wanted.height : wanted.width),
                               room);
  const double at = (right ? area.y : area.x) + before(align, room - size);
  return right ? gui::Rect{from, at, length, size} : gui::Rect{at, from, size, length};
}

void Box::arrange(gui::Canvas& canvas) {
  const gui::Rect area = bounds().inset(options_.padding, options_.padding);
  const bool right = direction_ == Direction::right;
  std::vector<LogicalSize> wanted;
  std::vector<Part> parts;
  for (const auto& child : children()) {
    wanted.push_back(child->visible() ? child->wanted_size(canvas) : LogicalSize{});
    if (!child->visible()) continue;
    const SizeLimits& limits = child->limits();
    const double length = right ? wanted.back().width : wanted.back().height;
    parts.push_back({length, child->stretch(),
                     std::min(right ? limits.minimum.width : limits.minimum.height, length),
                     right ? limits.maximum.width : limits.maximum.height});
  }
  if (parts.empty()) return;
  // The gaps shrink with the rest.
  parts.push_back({gap() * static_cast<double>(parts.size() - 1)});
  fit_lengths(parts, right ? area.width : area.height);
  const double gap =
      parts.size() > 2 ? parts.back().length / static_cast<double>(parts.size() - 2) : 0;
  double at = right ? area.x : area.y;
  std::size_t part = 0;
  for (std::size_t i = 0; i < children().size(); ++i) {
    Widget& child = *children()[i];
    if (!child.visible()) continue;
    const double length = parts[part++].length;
    place(child, slot(area, at, length, child, wanted[i]), canvas);
    at += length + gap;
  }
}

// Grids.

double Grid::gap() const {
  return options_.gap >= 0 ? options_.gap : theme().gap;
}

bool Grid::is_weighted() const {
  return std::ranges::any_of(options_.weights, [](double weight) { return weight > 0; });
}

double Grid::weight(std::size_t column) const {
  if (!is_weighted()) return 1;
  return column < options_.weights.size() ? std::max(options_.weights[column], 0.0) : 0;
}

Grid::Cells Grid::cells(gui::Canvas& canvas) const {
  Cells cells;
  const auto columns = static_cast<std::size_t>(std::max(options_.columns, 1));
  cells.columns.resize(columns);
  std::size_t place = 0;
  for (const auto& child : children()) {
    if (!child->visible()) continue;
    const LogicalSize wanted = child->wanted_size(canvas);
    if (place % columns == 0) {
      cells.rows.push_back(0);
      cells.shares.push_back(0);
    }
    cells.rows.back() = std::max(cells.rows.back(), wanted.height);
    cells.shares.back() = std::max(cells.shares.back(), child->stretch());
    double& column = cells.columns[place % columns];
    column = std::max(column, wanted.width);
    ++place;
  }
  if (!is_weighted()) {
    std::ranges::fill(cells.columns, *std::ranges::max_element(cells.columns));
  }
  return cells;
}

LogicalSize Grid::preferred_size(gui::Canvas& canvas) const {
  const Cells all = cells(canvas);
  const auto sum = [this](const std::vector<double>& lengths) {
    double total = 2 * options_.padding;
    for (const double length : lengths) total += length;
    if (!lengths.empty()) total += gap() * static_cast<double>(lengths.size() - 1);
    return total;
  };
  return {sum(all.columns), sum(all.rows)};
}

void Grid::arrange(gui::Canvas& canvas) {
  const gui::Rect area = bounds().inset(options_.padding, options_.padding);
  const Cells all = cells(canvas);
  if (all.rows.empty()) return;
  const auto gaps = [this](std::size_t count) { return gap() * static_cast<double>(count - 1); };
  std::vector<Part> columns;
  for (std::size_t i = 0; i < all.columns.size(); ++i) {
    // What has a weight takes what is left, whatever is in it.
    const double share = weight(i);
    columns.push_back({share > 0 ? 0 : all.columns[i], share});
  }
  fit_lengths(columns, area.width - gaps(columns.size()));
  std::vector<Part> rows;
  for (std::size_t i = 0; i < all.rows.size(); ++i) rows.push_back({all.rows[i], all.shares[i]});
  fit_lengths(rows, area.height - gaps(rows.size()));
  double x = area.x;
  double y = area.y;
  std::size_t at = 0;
  for (const auto& child : children()) {
    if (!child->visible()) continue;
    const double width = columns[at % columns.size()].length;
    const double height = rows[at / columns.size()].length;
    place(*child, within(*child, {x, y, width, height}, child->wanted_size(canvas)), canvas);
    x += width + gap();
    if (++at % columns.size() == 0) {
      x = area.x;
      y += height + gap();
    }
  }
}

/// Across its column as it says itself, in its row as the grid says.
gui::Rect Grid::within(const Widget& child, const gui::Rect& cell, LogicalSize wanted) const {
  const auto length = [](Align align, double wants, double most, double room) {
    return std::min(align == Align::fill ? most : wants, room);
  };
  const Align across = child.align().value_or(Align::fill);
  const LogicalSize& most = child.limits().maximum;
  const double width = length(across, wanted.width, most.width, cell.width);
  const double height = length(options_.align, wanted.height, most.height, cell.height);
  return {cell.x + before(across, cell.width - width),
          cell.y + before(options_.align, cell.height - height), width, height};
}

// Panels.

double Panel::heading() const {
  return title_.empty() ? 0 : theme().heading_size * 1.4 + theme().gap;
}

LogicalSize Panel::preferred_size(gui::Canvas& canvas) const {
  LogicalSize size = Widget::preferred_size(canvas);
  if (!title_.empty()) {
    const gui::TextStyle style{.size = theme().heading_size, .weight = gui::FontWeight::medium};
    size.width = std::max(size.width, canvas.measure_text(title_, style).size.width);
  }
  return {size.width + 2 * theme().padding, size.height + 2 * theme().padding + heading()};
}

void Panel::arrange(gui::Canvas& canvas) {
  gui::Rect area = bounds().inset(theme().padding, theme().padding);
  area.cut_top(heading());
  for (const auto& child : children()) place(*child, area, canvas);
}

void Panel::draw(gui::Canvas& canvas) {
  canvas.fill_rounded(bounds(), theme().corner + 2, theme().panel);
  canvas.stroke_rounded(bounds(), theme().corner + 2, theme().separator, 1);
  if (title_.empty()) return;
  const gui::Rect area = bounds().inset(theme().padding, theme().padding);
  if (area.width <= 0) return;
  canvas.draw_text(area.top_left(), title_,
                   {.size = theme().heading_size,
                    .weight = gui::FontWeight::medium,
                    .color = theme().text,
                    .max_width = area.width});
}

// Areas that scroll.

ScrollArea::ScrollArea(std::unique_ptr<Widget> content) {
  add(std::move(content));
}

LogicalSize ScrollArea::preferred_size(gui::Canvas& canvas) const {
  LogicalSize size = Widget::preferred_size(canvas);
  size.width += kBarWidth + 4;
  return size;
}

gui::Rect ScrollArea::viewport() const {
  gui::Rect area = bounds();
  area.cut_right(kBarWidth + 4);
  return area;
}

double ScrollArea::most() const {
  return std::max(content_height_ - bounds().height, 0.0);
}

void ScrollArea::arrange(gui::Canvas& canvas) {
  if (children().empty()) return;
  Widget& content = *children().front();
  const gui::Rect area = viewport();
  content_height_ = std::max(content.wanted_size(canvas).height, area.height);
  offset_ = std::clamp(offset_, 0.0, most());
  place(content, {area.x, area.y - offset_, area.width, content_height_}, canvas);
}

gui::Rect ScrollArea::bar() const {
  gui::Rect groove = bounds();
  groove = groove.cut_right(kBarWidth);
  const double length = std::min(
      std::max(groove.height * bounds().height / std::max(content_height_, 1.0), kShortestBar),
      groove.height);
  const double place = most() > 0 ? (groove.height - length) * offset_ / most() : 0;
  return {groove.x, groove.y + place, groove.width, length};
}

void ScrollArea::draw(gui::Canvas& canvas) {
  if (!scrolls()) return;
  gui::Rect groove = bounds();
  canvas.fill_rounded(groove.cut_right(kBarWidth), kBarWidth / 2, theme().groove);
  canvas.fill_rounded(bar(), kBarWidth / 2, grabbed_at_ >= 0 ? theme().text : theme().outline);
}

void ScrollArea::scroll_to(double offset) {
  const double before = std::exchange(offset_, std::clamp(offset, 0.0, most()));
  if (offset_ == before || children().empty()) return;
  move_child(*children().front(), viewport().y - offset_);
  invalidate();
}

void ScrollArea::closing() noexcept {
  grabbed_at_ = -1;
}

void ScrollArea::reveal(const Widget& widget) {
  const double top = widget.bounds().y - bounds().y;
  const double bottom = widget.bounds().bottom() - bounds().bottom();
  if (top < 0) scroll_to(offset_ + top - theme().gap);
  if (bottom > 0 && top >= 0) scroll_to(offset_ + bottom + theme().gap);
}

bool ScrollArea::pointer(const gui::PointerEvent& event) {
  using Kind = gui::PointerEvent::Kind;
  // It may have become large enough for its content while its bar was held.
  if (!scrolls() && event.kind != Kind::release) return false;
  switch (event.kind) {
    case Kind::scroll:
      if (event.scroll_y == 0) return false;
      scroll_to(offset_ - event.scroll_y * kNotch);
      return true;
    case Kind::press: {
      if (event.position.x < bounds().right() - kBarWidth) return false;
      const gui::Rect at = bar();
      if (!at.contains(event.position)) {
        scroll_to(offset_ + (event.position.y < at.y ? -1 : 1) * bounds().height * 0.9);
      }
      grabbed_at_ = std::clamp(event.position.y - bar().y, 0.0, bar().height);
      return true;
    }
    case Kind::move: {
      if (grabbed_at_ < 0) return false;
      const double room = bounds().height - bar().height;
      if (room > 0) scroll_to((event.position.y - grabbed_at_ - bounds().y) / room * most());
      return true;
    }
    case Kind::release:
      grabbed_at_ = -1;
      invalidate();
      return true;
    default:
      return false;
  }
}

// What authors write.

std::unique_ptr<Box> make_box(Box::Direction direction, const LayoutOptions& options,
                              std::vector<std::unique_ptr<Widget>> children) {
  auto box = std::make_unique<Box>(direction, options);
  for (auto& child : children) box->add(std::move(child));
  return box;
}

std::unique_ptr<Grid> make_grid(const LayoutOptions& options,
                                std::vector<std::unique_ptr<Widget>> children) {
  auto grid = std::make_unique<Grid>(options);
  for (auto& child : children) grid->add(std::move(child));
  return grid;
}

std::unique_ptr<Panel> panel(std::string title, std::unique_ptr<Widget> content) {
  auto made = std::make_unique<Panel>(std::move(title));
  made->add(std::move(content));
  return made;
}

std::unique_ptr<ScrollArea> scroll_area(std::unique_ptr<Widget> content) {
  return std::make_unique<ScrollArea>(std::move(content));
}

std::unique_ptr<Space> space() {
  return stretched(std::make_unique<Space>());
}

std::unique_ptr<Space> space(double length) {
  return sized({length, length}, std::make_unique<Space>());
}

}  // namespace attacca::widgets
