// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/menu.hpp"
#include "attacca/widgets/meter.hpp"
#include "attacca/widgets/widget_tree.hpp"
#include "attacca/widgets/xy_pad.hpp"
#include "tests/widgets/rig.hpp"

// Presses, gestures and popups that something ends before the user does.
namespace attacca::widgets {
namespace {

using Button = gui::PointerEvent::Button;
using Kind = gui::PointerEvent::Kind;

struct TwoKnobs : SomeParams {
  WidgetRig rig{row(stretched(column(stretched(knob(gain)))), stretched(knob(pan))), *this};
  Box& box = static_cast<Box&>(*rig.tree.root().children()[0]);
  Widget& knob_in_box = *box.children()[0];
  Widget& other_knob = *rig.tree.root().children()[1];
  gui::Point on_first = knob_in_box.bounds().center();
  gui::Point on_second = other_knob.bounds().center();
};

TEST_CASE("a second press of a button whose release was lost ends the first, and counts") {
  TwoKnobs two;
  two.rig.press(two.on_first);
  two.rig.press(two.on_second);
  CHECK(two.rig.tree.captured() == &two.other_knob);
  CHECK(two.rig.context.edits == Edits{"begin gain", "end gain", "begin pan"});
  two.rig.release(two.on_second);
  CHECK(two.rig.context.edits.back() == "end pan");
}

TEST_CASE("the release of another button ends no drag") {
  SomeParams params;
  WidgetRig rig(xy_pad(params.gain, params.pan), params);
  rig.press({200, 150});
  rig.click({200, 150}, 1, Button::right);
  CHECK(rig.tree.captured() == &rig.tree.root());
  rig.move({300, 150});
  CHECK(params.gain.normalized() > 0.6);
  CHECK(rig.context.edits.back() == "pan 0.500");
  rig.release({300, 150});
  CHECK(rig.context.edits.back() == "end pan");
}

TEST_CASE(
    "a host's menu takes the release of the press that opens it, and no widget waits for it") {
  TwoKnobs two;
  two.rig.point(Kind::press, two.on_first, false, 1, Button::right);
  CHECK(two.rig.context.menus.size() == 1);
  CHECK(two.rig.tree.captured() == nullptr);
  two.rig.move(two.on_second);
  CHECK(two.other_knob.is_hovered());
}

TEST_CASE("what is disabled during a drag is let go of, and can be dragged when it is enabled") {
  TwoKnobs two;
  two.rig.press(two.on_first);
  two.box.set_enabled(false);
  CHECK(two.rig.tree.captured() == nullptr);
  CHECK(two.rig.context.edits == Edits{"begin gain", "end gain"});
  two.box.set_enabled(true);
  two.rig.press(two.on_first);
  CHECK(two.rig.context.edits.back() == "begin gain");
}

TEST_CASE("a gesture of a widget that lies in another ends with it, and so does its timer") {
  TwoKnobs two;
  two.rig.wheel(two.on_first, 1);
  REQUIRE(two.rig.context.loop.timers() == 1);
  two.rig.tree.root().remove_children();
  CHECK(two.rig.context.loop.timers() == 0);
  CHECK(two.rig.context.edits.back() == "end gain");
}

TEST_CASE("a gesture of a widget that lies in a popup ends with it, and so does its timer") {
  TwoKnobs two;
  two.rig.tree.show_popup(column(row(knob(two.voices))), {10, 10, 0, 0});
  two.rig.draw();
  two.rig.wheel(two.rig.tree.popup()->bounds().center(), 1);
  REQUIRE(two.rig.context.loop.timers() == 1);
  two.rig.tree.close_popup();
  CHECK(two.rig.context.loop.timers() == 0);
  CHECK(two.rig.context.edits.back() == "end voices");
}

TEST_CASE("a menu and a field end with the control that they are of") {
  for (const bool is_menu : {false, true}) {
    for (const int end : {0, 1, 2}) {
      CAPTURE(is_menu);
      CAPTURE(end);
      TwoKnobs two;
      two.rig.context.has_menu = false;
      if (is_menu) {
        two.rig.click(two.on_first, 1, Button::right);
      } else {
        two.rig.tree.focus(&two.knob_in_box);
        two.rig.key(gui::Key::enter);
      }
      REQUIRE(two.rig.tree.popup() != nullptr);
      if (end == 0) two.box.remove_children();
      if (end == 1) two.box.set_visible(false);
      if (end == 2) two.box.set_enabled(false);
      CHECK(two.rig.tree.popup() == nullptr);
      two.rig.draw();
      two.rig.key(gui::Key::down);
      two.rig.key(gui::Key::enter);
      CHECK(two.rig.context.edits.empty());
    }
  }
}

TEST_CASE("a menu of nobody's stays when a widget goes") {
  TwoKnobs two;
  two.rig.tree.show_popup(std::make_unique<PopupMenu>(std::vector<MenuItem>{{.label = "A"}}),
                          {10, 10, 0, 0});
  two.box.remove_children();
  CHECK(two.rig.tree.popup() != nullptr);
}

TEST_CASE("an editor that is opened again knows nothing of the keyboard of its last window") {
  TwoKnobs two;
  two.rig.tree.keyboard_changed(true);
  two.rig.tree.closing();
  two.rig.tree.opened();
  two.rig.tree.focus(&two.knob_in_box);
  two.rig.key(gui::Key::enter);
  REQUIRE(two.rig.tree.popup() != nullptr);
  CHECK(two.rig.window.has_keyboard);  // was asked for, to type
}

TEST_CASE("a drag begins at the value that there is, whatever the wheel had set before") {
  TwoKnobs two;
  two.rig.wheel(two.on_first, 1);
  two.rig.context.store.set(two.gain, 0.2);  // the host's automation
  two.rig.press(two.on_first);
  two.rig.move({two.on_first.x, two.on_first.y - 20});
  CHECK(two.gain.normalized() == doctest::Approx(0.3));
}

TEST_CASE("what is hidden has nothing painted") {
  SomeParams params;
  WidgetRig rig(column(meter({.read = [](std::span<MeterLevel> levels) { levels[0].rms = 0.5F; },
                              .channels = 1})),
                params);
  rig.tree.root().children()[0]->set_visible(false);
  rig.window.invalid.clear();
  rig.context.loop.fire_timers();
  CHECK(rig.window.invalid.empty());
}

/// Moves by itself when it is told to.
class Blinker final : public Widget {
 public:
  bool wants_frames() const override { return blinks_; }
  void frame() override { ++frames; }
  void blink(bool blinks) {
    blinks_ = blinks;
    if (blinks) start_frames();
  }
  int frames = 0;

 private:
  bool blinks_ = false;
};

TEST_CASE("who begins to move has frames from then on, and its timer ends with them") {
  SomeParams params;
  auto owned = std::make_unique<Blinker>();
  Blinker& blinker = *owned;
  WidgetRig rig(std::move(owned), params);
  CHECK(rig.context.loop.timers() == 0);
  for (int i = 1; i <= 2; ++i) {
    blinker.blink(true);
    rig.context.loop.fire_timers();
    CHECK(blinker.frames == i);
    blinker.blink(false);
    rig.context.loop.fire_timers();
    CHECK(rig.context.loop.timers() == 0);
  }
}

}  // namespace
}  // namespace attacca::widgets
