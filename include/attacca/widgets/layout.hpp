// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Rows, columns and grids of widgets, sections with a heading, and areas that scroll:
//
//     column(heading("Filter"),
//            row(knob(cutoff), knob(resonance), stretched(slider(drive))),
//            grid({.columns = 4}, toggle(a), toggle(b), toggle(c), toggle(d)))
//
// Main thread. Children get the size that they prefer; what room is left goes to those that are
// stretched(), up to their maximum, and where there is too little, all shrink alike, down to their
// minimum: limited() says both. shaped() keeps an aspect, aligned() puts one child elsewhere across
// its row than the others, grouped() (size_group.hpp) makes those of one size that are not beside
// each other, and a grid's weights say which columns take the room:
//
//     grid({.columns = 2, .weights = {0, 1}}, label("Cutoff"), slider(cutoff), label("Drive"), …)
//
// Places are whole pixels of the screen at any scale.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// Of a row, a column or a grid, logical pixels; below 0: as the theme has it.
struct LayoutOptions {
  double gap = -1;     ///< between children
  double padding = 0;  ///< around all of them
  Align align = Align::fill;
  int columns = 2;  ///< of a grid
  /// Of a grid's first eight columns: a column's share of the room that the others leave; 0: it is
  /// as wide as its widest child. All 0: all columns are of one width.
  std::array<double, 8> weights = {};
};

/// Children side by side, or one below the other. All members [main].
class Box final : public Widget {
 public:
  enum class Direction : std::uint8_t { right, down };
  Box(Direction direction, const LayoutOptions& options)
      : direction_(direction), options_(options) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void arrange(gui::Canvas& canvas) override;

 private:
  [[nodiscard]] double gap() const;
  [[nodiscard]] gui::Rect slot(const gui::Rect& area, double from, double length,
                               const Widget& child, LogicalSize wanted) const;

  Direction direction_;
  LayoutOptions options_;
};

/// Children in columns, of one width unless LayoutOptions::weights says otherwise, row by row, each
/// row as high as its highest; what height is left goes to rows with stretched children.
/// LayoutOptions::align is theirs within the height of a row. All members [main].
class Grid final : public Widget {
 public:
  explicit Grid(const LayoutOptions& options) : options_(options) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void arrange(gui::Canvas& canvas) override;

 private:
  struct Cells {
    std::vector<double> columns;
    std::vector<double> rows;
    std::vector<double> shares;  ///< of the rows
  };
  [[nodiscard]] bool is_weighted() const;
  [[nodiscard]] double weight(std::size_t column) const;
  [[nodiscard]] gui::Rect within(const Widget& child, const gui::Rect& cell,
                                 LogicalSize wanted) const;
  [[nodiscard]] Cells cells(gui::Canvas& canvas) const;
  [[nodiscard]] double gap() const;

  LayoutOptions options_;
};

/// A surface with a heading, around one child. All members [main].
class Panel final : public Widget {
 public:
  /// UTF-8; empty: no heading.
  explicit Panel(std::string title) : title_(std::move(title)) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void arrange(gui::Canvas& canvas) override;
  void draw(gui::Canvas& canvas) override;

 private:
  [[nodiscard]] double heading() const;
  std::string title_;
};

/// Room that is left free. All members [main].
class Space final : public Widget {};

/// A window on one child that may be larger than it, up and down. All members [main].
class ScrollArea final : public Widget {
 public:
  explicit ScrollArea(std::unique_ptr<Widget> content);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void arrange(gui::Canvas& canvas) override;
  void draw(gui::Canvas& canvas) override;
  gui::Rect viewport() const override;
  bool pointer(const gui::PointerEvent& event) override;
  bool scrolls() const override { return content_height_ > bounds().height + 0.5; }
  /// Logical pixels from the top of the content; clamped.
  void scroll_to(double offset);
  [[nodiscard]] double offset() const noexcept { return offset_; }
  void reveal(const Widget& widget) override;
  void closing() noexcept override;

 private:
  [[nodiscard]] gui::Rect bar() const;
  [[nodiscard]] double most() const;
  double content_height_ = 0;
  double offset_ = 0;
  double grabbed_at_ = -1;  ///< within the bar
};

/// The children, as a row, a column, a grid. [main]
[[nodiscard]] std::unique_ptr<Box> make_box(Box::Direction direction, const LayoutOptions& options,
                                            std::vector<std::unique_ptr<Widget>> children);
[[nodiscard]] std::unique_ptr<Grid> make_grid(const LayoutOptions& options,
                                              std::vector<std::unique_ptr<Widget>> children);

namespace detail {
template <typename... W>
std::vector<std::unique_ptr<Widget>> list_of(std::unique_ptr<W>... children) {
  std::vector<std::unique_ptr<Widget>> list;
  list.reserve(sizeof...(W));
  (list.push_back(std::move(children)), ...);
  return list;
}
}  // namespace detail

/// Children side by side, from the left. [main]
template <typename... W>
std::unique_ptr<Box> row(const LayoutOptions& options, std::unique_ptr<W>... children) {
  return make_box(Box::Direction::right, options, detail::list_of(std::move(children)...));
}
/// The same with a gap as the theme has it. [main]
template <typename... W>
std::unique_ptr<Box> row(std::unique_ptr<W>... children) {
  return row(LayoutOptions{}, std::move(children)...);
}

/// Children one below the other, from the top. [main]
template <typename... W>
std::unique_ptr<Box> column(const LayoutOptions& options, std::unique_ptr<W>... children) {
  return make_box(Box::Direction::down, options, detail::list_of(std::move(children)...));
}
/// The same with a gap as the theme has it. [main]
template <typename... W>
std::unique_ptr<Box> column(std::unique_ptr<W>... children) {
  return column(LayoutOptions{}, std::move(children)...);
}

/// Children in options.columns columns of one width. [main]
template <typename... W>
std::unique_ptr<Grid> grid(const LayoutOptions& options, std::unique_ptr<W>... children) {
  return make_grid(options, detail::list_of(std::move(children)...));
}

/// `content` on a surface with a heading, UTF-8. [main]
[[nodiscard]] std::unique_ptr<Panel> panel(std::string title, std::unique_ptr<Widget> content);
/// `content`, which may be higher than there is room for. [main]
[[nodiscard]] std::unique_ptr<ScrollArea> scroll_area(std::unique_ptr<Widget> content);
/// Room that takes what is left, or logical pixels each way. [main]
[[nodiscard]] std::unique_ptr<Space> space();
[[nodiscard]] std::unique_ptr<Space> space(double length);

}  // namespace attacca::widgets
