// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

#include <doctest/doctest.h>

#include "attacca/widgets/button.hpp"
#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/label.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/meter.hpp"
#include "attacca/widgets/widget_tree.hpp"
#include "tests/widgets/rig.hpp"

namespace attacca::widgets {
namespace {

struct ThreeKnobs : SomeParams {
  WidgetRig rig{row(stretched(knob(gain)), stretched(knob(pan)), stretched(knob(voices))), *this};
  Widget& child(std::size_t at) { return *rig.tree.root().children()[at]; }
};

TEST_CASE("Tab goes through all controls and around, Shift with it backwards") {
  ThreeKnobs three;
  WidgetTree& tree = three.rig.tree;
  for (const std::size_t next : {0u, 1u, 2u, 0u}) {
    CHECK(three.rig.key(gui::Key::tab));
    CHECK(tree.focused() == &three.child(next));
  }
  three.rig.key(gui::Key::tab, true);
  CHECK(tree.focused() == &three.child(2));
  three.child(0).set_enabled(false);
  three.child(1).set_visible(false);
  three.rig.key(gui::Key::tab);
  CHECK(tree.focused() == &three.child(2));
}

TEST_CASE("the focus is seen when it came by keyboard, and not when it came by a press") {
  ThreeKnobs three;
  const auto ring = [&] {
    three.rig.draw();
    const gui::Rect area = three.child(0).bounds();
    return three.rig.canvas.pixel(static_cast<std::uint32_t>(area.x) + 1,
                                  static_cast<std::uint32_t>(area.center().y));
  };
  const Color without = ring();
  three.rig.click(three.child(0).bounds().center());
  CHECK(three.rig.tree.focused() == &three.child(0));
  CHECK(ring() == without);
  three.rig.tree.focus(nullptr);
  three.rig.key(gui::Key::tab);
  CHECK(ring() == three.rig.tree.theme().focus);
}

TEST_CASE("who is pressed gets moves and the release from anywhere, and nobody else does") {
  ThreeKnobs three;
  three.rig.press(three.child(0).bounds().center());
  CHECK(three.rig.tree.captured() == &three.child(0));
  three.rig.move(three.child(2).bounds().center());
  CHECK(three.child(0).is_hovered());
  CHECK_FALSE(three.child(2).is_hovered());
  three.rig.release(three.child(2).bounds().center());
  CHECK(three.rig.tree.captured() == nullptr);
  CHECK(three.child(2).is_hovered());
}

TEST_CASE("what is disabled gets nothing, and says so by its colours") {
  ThreeKnobs three;
  three.child(0).set_enabled(false);
  three.rig.draw();
  three.rig.press(three.child(0).bounds().center());
  three.rig.wheel(three.child(0).bounds().center(), 1);
  CHECK(three.rig.context.edits.empty());
  CHECK_FALSE(three.child(0).theme().text == three.child(1).theme().text);
}

TEST_CASE("a tool tip comes when the pointer rests, and goes when it moves") {
  ThreeKnobs three;
  three.rig.move(three.child(0).bounds().center());
  CHECK(three.rig.tree.bubble().empty());
  three.rig.context.loop.fire_timers();
  three.rig.move(three.child(0).bounds().center());
  three.rig.context.loop.fire_timers();
  CHECK(three.rig.tree.bubble().empty());
  three.rig.context.loop.fire_timers();
  CHECK(three.rig.tree.bubble() == "Gain: 0.00 dB");
  three.rig.draw();
  three.rig.move(three.child(1).bounds().center());
  CHECK(three.rig.tree.bubble().empty());
}

TEST_CASE("a pointer that moves on starts one timer for its tool tip, not one a motion") {
  ThreeKnobs three;
  for (int i = 0; i < 100; ++i) three.rig.move({10.0 + 3 * i, 150});
  CHECK(three.rig.context.loop.timers_started() == 1);
}

TEST_CASE("only who moves by itself costs a timer, and an idle editor costs none") {
  ThreeKnobs three;
  CHECK(three.rig.context.loop.timers() == 0);
}

TEST_CASE("cursors follow what is below the pointer") {
  SomeParams params;
  WidgetRig rig(row(stretched(button("A", [] {})), stretched(knob(params.gain))), params);
  rig.move({50, 150});
  CHECK(rig.window.shown_cursor == gui::Cursor::hand);
  rig.move({350, 150});
  CHECK(rig.window.shown_cursor == gui::Cursor::arrow);
}

TEST_CASE("a widget that goes away takes focus, hover and press along") {
  ThreeKnobs three;
  three.rig.move(three.child(1).bounds().center());
  three.rig.press(three.child(1).bounds().center());
  three.rig.tree.root().remove_children();
  CHECK(three.rig.tree.focused() == nullptr);
  CHECK(three.rig.tree.hovered() == nullptr);
  CHECK(three.rig.tree.captured() == nullptr);
  CHECK(three.rig.context.edits.back() == "end pan");
  three.rig.draw();
  three.rig.release({200, 150});
}

TEST_CASE("an editor may be closed and opened again, any number of times") {
  ThreeKnobs three;
  for (int i = 0; i < 3; ++i) {
    three.rig.press(three.child(1).bounds().center());
    three.rig.tree.closing();
    three.rig.tree.closing();
    CHECK(three.rig.context.loop.timers() == 0);
    three.rig.tree.opened();
    three.rig.draw();
  }
}

TEST_CASE("what is hidden loses the focus and the press") {
  ThreeKnobs three;
  three.rig.press(three.child(1).bounds().center());
  three.child(1).set_visible(false);
  CHECK(three.rig.tree.focused() == nullptr);
  CHECK(three.rig.tree.captured() == nullptr);
  CHECK(three.rig.context.edits.back() == "end pan");
  CHECK_FALSE(three.rig.key(gui::Key::up));
}

TEST_CASE("Tab scrolls to what it goes to") {
  SomeParams params;
  auto tall = column();
  for (int i = 0; i < 20; ++i) tall->add(knob(params.gain));
  WidgetRig rig(scroll_area(std::move(tall)), params);
  for (int i = 0; i < 20; ++i) {
    rig.key(gui::Key::tab);
    rig.draw();
    REQUIRE(rig.tree.focused() != nullptr);
    CHECK(rig.tree.focused()->bounds().y >= 0);
    CHECK(rig.tree.focused()->bounds().bottom() <= 300);
  }
  rig.key(gui::Key::tab);
  rig.draw();
  CHECK(rig.tree.focused()->bounds().y >= 0);
}

TEST_CASE("a meter that is added to an open editor moves") {
  SomeParams params;
  WidgetRig rig(column(), params);
  CHECK(rig.context.loop.timers() == 0);
  int looks = 0;
  rig.tree.root().add(meter({.read = [&](std::span<MeterLevel>) { ++looks; }}));
  rig.context.loop.fire_timers();
  CHECK(looks == 1);
}

TEST_CASE("another theme is drawn at once") {
  ThreeKnobs three;
  three.rig.tree.set_theme(Theme::light());
  CHECK_FALSE(three.rig.window.invalid.empty());
  three.rig.draw();
  CHECK(three.rig.canvas.pixel(0, 0) == Theme::light().background);
}

TEST_CASE("a callback that rebuilds the editor does it after its own widget has returned") {
  SomeParams params;
  auto box = column();
  Box& children = *box;
  WidgetRig rig(std::move(box), params);
  children.add(button("Rebuild", [&] {
    rig.tree.after([&] {
      children.remove_children();
      children.add(label("Done"));
    });
  }));
  rig.draw();
  rig.click(children.children()[0]->bounds().center());
  CHECK(children.children().size() == 1);
  rig.context.loop.fire_timers();
  rig.draw();
  CHECK(rig.context.loop.timers() == 0);
  CHECK(dynamic_cast<Label*>(children.children()[0].get()) != nullptr);
}

}  // namespace
}  // namespace attacca::widgets
