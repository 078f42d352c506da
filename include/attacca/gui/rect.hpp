// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Rectangles and points in logical pixels, and a layout by cutting strips off:
//
//     attacca::gui::Rect rest{0, 0, size.width, size.height};
//     const attacca::gui::Rect title = rest.cut_top(40);
//     const attacca::gui::Rect body = rest.inset(8, 8);
//
// Any thread; plain data. Cutting takes at most what is there.

namespace attacca::gui {

/// A place in logical pixels, x to the right, y downwards.
struct Point {
  double x = 0;
  double y = 0;
  friend constexpr bool operator==(const Point&, const Point&) = default;
};

/// A rectangle in logical pixels. Never negative in size once it went through inset() or the
/// cutting functions below. All members [any].
struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  [[nodiscard]] constexpr double right() const noexcept { return x + width; }
  [[nodiscard]] constexpr double bottom() const noexcept { return y + height; }
  [[nodiscard]] constexpr Point top_left() const noexcept { return {x, y}; }
  [[nodiscard]] constexpr Point center() const noexcept { return {x + width / 2, y + height / 2}; }
  [[nodiscard]] constexpr bool contains(Point p) const noexcept {
    return p.x >= x && p.x < right() && p.y >= y && p.y < bottom();
  }

  [[nodiscard]] constexpr bool overlaps(const Rect& other) const noexcept {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  /// What both have in common; of no size where that is nothing.
  [[nodiscard]] constexpr Rect common(const Rect& other) const noexcept {
    const double left = x > other.x ? x : other.x;
    const double top = y > other.y ? y : other.y;
    const double end = right() < other.right() ? right() : other.right();
    const double floor = bottom() < other.bottom() ? bottom() : other.bottom();
    return {left, top, positive(end - left), positive(floor - top)};
  }
  /// The smallest rectangle around both; one of no size counts as nothing.
  [[nodiscard]] constexpr Rect around(const Rect& other) const noexcept {
    if (!(other.width > 0 && other.height > 0)) return *this;
    if (!(width > 0 && height > 0)) return other;
    const double left = x < other.x ? x : other.x;
    const double top = y < other.y ? y : other.y;
    const double end = right() > other.right() ? right() : other.right();
    const double floor = bottom() > other.bottom() ? bottom() : other.bottom();
    return {left, top, end - left, floor - top};
  }
  [[nodiscard]] constexpr Rect moved(double dx, double dy) const noexcept {
    return {x + dx, y + dy, width, height};
  }

  /// Smaller on each side by `dx` or `dy`, to nothing at most.
  [[nodiscard]] constexpr Rect inset(double dx, double dy) const noexcept {
    return {x + dx, y + dy, positive(width - 2 * dx), positive(height - 2 * dy)};
  }

  /// Takes a strip off this rectangle and returns it. At most what is there.
  constexpr Rect cut_top(double amount) noexcept {
    const double taken = within(amount, height);
    const Rect strip{x, y, width, taken};
    y += taken;
    height -= taken;
    return strip;
  }
  constexpr Rect cut_bottom(double amount) noexcept {
    const double taken = within(amount, height);
    height -= taken;
    return {x, bottom(), width, taken};
  }
  constexpr Rect cut_left(double amount) noexcept {
    const double taken = within(amount, width);
    const Rect strip{x, y, taken, height};
    x += taken;
    width -= taken;
    return strip;
  }
  constexpr Rect cut_right(double amount) noexcept {
    const double taken = within(amount, width);
    width -= taken;
    return {right(), y, taken, height};
  }

  friend constexpr bool operator==(const Rect&, const Rect&) = default;

 private:
  static constexpr double positive(double value) noexcept { return value > 0 ? value : 0; }
  static constexpr double within(double value, double limit) noexcept {
    return value < 0 ? 0 : value > limit ? limit : value;
  }
};

}  // namespace attacca::gui
