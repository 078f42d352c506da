// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/widgets/button.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/menu.hpp"
#include "attacca/widgets/piano.hpp"
#include "tests/widgets/rig.hpp"

// Buttons, switches, segments, menus and keys.
namespace attacca::widgets {
namespace {

TEST_CASE("a switch is pressed, and worked by keyboard") {
  SomeParams params;
  WidgetRig rig(toggle(params.on), params);
  rig.click({20, 150});
  CHECK(params.on.plain() == 1);
  rig.tree.focus(&rig.tree.root());
  rig.type(" ");
  CHECK(params.on.plain() == 0);
  rig.key(gui::Key::enter);
  CHECK(params.on.plain() == 1);
  CHECK(rig.context.edits.size() == 9);
}

TEST_CASE("of segments the one that is pressed is chosen, and arrows go to the next") {
  SomeParams params;
  WidgetRig rig(segments(params.mode), params);
  rig.click({390, 150});
  CHECK(params.mode.plain() == Mode::high);
  rig.click({10, 150});
  CHECK(params.mode.plain() == Mode::low);
  rig.tree.focus(&rig.tree.root());
  rig.key(gui::Key::right);
  CHECK(params.mode.plain() == Mode::mid);
}

struct MenuRig {
  SomeParams params;
  WidgetRig rig{row({.align = Align::start}, menu(params.mode)), params};
  Widget& control = *rig.tree.root().children()[0];

  void open() {
    rig.click(control.bounds().center());
    REQUIRE(rig.tree.popup() != nullptr);
    rig.draw();
  }
  gui::Point line(int at) {
    const gui::Rect area = rig.tree.popup()->bounds();
    return {area.center().x, area.y + 5 + (area.height - 10) * (at + 0.5) / 3};
  }
};

TEST_CASE("a menu opens below its button, and an entry that is pressed is chosen") {
  MenuRig menu;
  menu.open();
  CHECK(menu.rig.tree.popup()->bounds().y == menu.control.bounds().bottom());
  menu.rig.click(menu.line(2));
  CHECK(menu.params.mode.plain() == Mode::high);
  CHECK(menu.rig.tree.popup() == nullptr);
  CHECK(menu.rig.context.edits.size() == 3);
}

TEST_CASE("the release of the press that opened a menu chooses nothing; a drag into it does") {
  MenuRig menu;
  menu.rig.press(menu.control.bounds().center());
  menu.rig.draw();
  SUBCASE("released where it was") {
    menu.rig.release(menu.line(0));
    CHECK(menu.rig.tree.popup() != nullptr);
    CHECK(menu.rig.context.edits.empty());
  }
  SUBCASE("dragged to an entry") {
    menu.rig.move(menu.line(0));
    menu.rig.move(menu.line(1));
    menu.rig.release(menu.line(1));
    CHECK(menu.params.mode.plain() == Mode::mid);
  }
}

TEST_CASE("a menu is worked by keyboard, and closes without a choice") {
  MenuRig menu;
  menu.rig.key(gui::Key::tab);
  menu.rig.key(gui::Key::enter);
  REQUIRE(menu.rig.tree.popup() != nullptr);
  menu.rig.draw();
  SUBCASE("chosen") {
    menu.rig.key(gui::Key::up);  // from the first to the last
    menu.rig.key(gui::Key::enter);
    CHECK(menu.params.mode.plain() == Mode::high);
  }
  SUBCASE("left") {
    menu.rig.key(gui::Key::down);
    menu.rig.key(gui::Key::escape);
    CHECK(menu.rig.context.edits.empty());
  }
  CHECK(menu.rig.tree.popup() == nullptr);
  CHECK(menu.rig.tree.focused() == &menu.control);
}

TEST_CASE("a menu of a hundred entries stays inside the window and scrolls to the chosen one") {
  SomeParams params;
  WidgetRig rig(space(), params);
  int chosen = -1;
  std::vector<MenuItem> items;
  for (int i = 0; i < 100; ++i) {
    items.push_back({.label = "Entry " + std::to_string(i),
                     .checked = i == 90,
                     .chosen = [&chosen, i] { chosen = i; }});
  }
  rig.tree.show_popup(std::make_unique<PopupMenu>(std::move(items)), {390, 290, 0, 0});
  rig.draw();
  const gui::Rect area = rig.tree.popup()->bounds();
  CHECK(area.x >= 0);
  CHECK(area.right() <= 400);
  CHECK(area.bottom() <= 300);
  rig.key(gui::Key::down);
  rig.draw();
  rig.key(gui::Key::enter);
  CHECK(chosen == 91);
}

TEST_CASE("an entry that is checked and disabled cannot be chosen") {
  SomeParams params;
  WidgetRig rig(space(), params);
  bool chosen = false;
  rig.tree.show_popup(
      std::make_unique<PopupMenu>(std::vector<MenuItem>{
          {.label = "On", .enabled = false, .checked = true, .chosen = [&] { chosen = true; }}}),
      {10, 10, 0, 0});
  rig.draw();
  rig.key(gui::Key::enter);
  rig.type(" ");
  CHECK_FALSE(chosen);
  CHECK(rig.tree.popup() != nullptr);
}

TEST_CASE("a button acts on the release above it, and not beside it") {
  SomeParams params;
  int pressed = 0;
  WidgetRig rig(button("Go", [&] { ++pressed; }), params);
  rig.press({200, 150});
  CHECK(pressed == 0);
  rig.release({500, 150});
  CHECK(pressed == 0);
  rig.click({200, 150});
  CHECK(pressed == 1);
  rig.tree.focus(&rig.tree.root());
  rig.key(gui::Key::enter);
  CHECK(pressed == 2);
}

TEST_CASE("a keyboard plays what is pressed, glides, and lets go when the editor closes") {
  SomeParams params;
  std::vector<std::pair<int, bool>> played;
  WidgetRig rig(
      piano({.first_key = 60,
             .keys = 12,
             .play = [&](int key, double velocity) { played.emplace_back(key, velocity > 0); }}),
      params);
  rig.press({5, 295});
  rig.move({75, 295});
  rig.tree.closing();
  const std::vector<std::pair<int, bool>> wanted{{60, true}, {60, false}, {62, true}, {62, false}};
  CHECK(played == wanted);
}

TEST_CASE("a key that throws when it is let go of ends no editor") {
  SomeParams params;
  WidgetRig rig(piano({.play =
                           [](int, double velocity) {
                             if (!(velocity > 0)) throw std::runtime_error("no voice");
                           }}),
                params);
  rig.press({5, 295});
  rig.tree.closing();
  CHECK(rig.tree.captured() == nullptr);
}

TEST_CASE("a keyboard of any size is drawn") {
  SomeParams params;
  WidgetTree tree(piano({.first_key = 0, .keys = 128}));
  for (const double scale : {0.5, 1.0, 2.0}) {
    gui::ImageCanvas image({300, 20}, scale);
    for (const LogicalSize size : {LogicalSize{300, 20}, LogicalSize{20, 0.3}, LogicalSize{0, 0}}) {
      tree.draw(image.canvas(), size);
    }
    tree.draw(image.canvas(), {300, 20});
    CHECK(image.pixel(0, 0).alpha == 255);
  }
}

}  // namespace
}  // namespace attacca::widgets
