// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A menu above the editor, and a parameter that is chosen from one:
//
//     menu(mode_)
//     tree()->show_popup(std::make_unique<PopupMenu>(std::vector<MenuItem>{
//         {.label = "Copy", .chosen = [this] { copy(); }}}), bounds(), this);
//
// Main thread. UTF-8. Arrows move, Enter chooses, Escape closes; what does not fit scrolls.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "attacca/widgets/param_control.hpp"
#include "attacca/widgets/widget.hpp"

namespace attacca::widgets {

/// One line of a menu.
struct MenuItem {
  enum class Kind : std::uint8_t { entry, separator, title };

  Kind kind = Kind::entry;
  std::string label = {};
  bool enabled = true;
  bool checked = false;
  std::function<void()> chosen = {};  ///< the menu is closed before [main]
};

/// A menu, for WidgetTree::show_popup(). All members [main].
class PopupMenu final : public Widget {
 public:
  /// The pointed line at first: the one that is checked.
  explicit PopupMenu(std::vector<MenuItem> items);
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void arrange(gui::Canvas& canvas) override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  bool takes_focus() const override { return true; }
  bool takes_keyboard() const override { return true; }

 private:
  [[nodiscard]] double line_height() const;
  [[nodiscard]] double height_of(const MenuItem& item) const;
  [[nodiscard]] double content_height() const;
  [[nodiscard]] int line_at(double y) const;
  void point_at(int line);
  void scroll_to(double offset);
  void reveal_pointed();
  void step(int direction);
  void choose(int line);

  std::vector<MenuItem> items_;
  int pointed_ = -1;
  double offset_ = 0;
  bool must_reveal_ = true;
  int first_ = -1;  ///< where the pointer came in
  bool armed_ = false;
};

/// One of a parameter's steps, chosen from a menu. All members [main].
class MenuButton final : public ParamControl {
 public:
  explicit MenuButton(Param& param) : ParamControl(param) {}
  LogicalSize preferred_size(gui::Canvas& canvas) const override;
  void draw(gui::Canvas& canvas) override;
  bool pointer(const gui::PointerEvent& event) override;
  bool key(const gui::KeyEvent& event) override;
  gui::Cursor cursor() const override { return gui::Cursor::hand; }

 private:
  void open();
};

/// A menu of what a stepped parameter can be. [main]
[[nodiscard]] std::unique_ptr<MenuButton> menu(Param& param);

}  // namespace attacca::widgets
