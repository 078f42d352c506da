// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/param_control.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/slider.hpp"
#include "attacca/widgets/xy_pad.hpp"
#include "tests/widgets/rig.hpp"

// What the user does with a parameter's control, and what the host gets of it.
namespace attacca::widgets {
namespace {

constexpr gui::Point kMiddle{200, 150};

struct KnobRig : SomeParams, WidgetRig {
  KnobRig() : WidgetRig(knob(gain), *this) {}
};
struct StepsRig : SomeParams, WidgetRig {
  StepsRig() : WidgetRig(knob(voices), *this) {}
};

TEST_CASE("a drag is one gesture, and 200 pixels are the whole range") {
  KnobRig rig;
  const double before = rig.gain.normalized();
  rig.press(kMiddle);
  CHECK(rig.context.edits == Edits{"begin gain"});
  rig.move({200, 130});
  CHECK(rig.gain.normalized() == doctest::Approx(before + 0.1));
  rig.move({200, 110});
  rig.release({200, 110});
  CHECK(rig.gain.normalized() == doctest::Approx(before + 0.2 > 1 ? 1 : before + 0.2));
  CHECK(rig.context.edits.front() == "begin gain");
  CHECK(rig.context.edits.back() == "end gain");
  CHECK(std::count(rig.context.edits.begin(), rig.context.edits.end(), "begin gain") == 1);
}

TEST_CASE("Shift makes a drag ten times as fine, without a jump when it is pressed on the way") {
  KnobRig rig;
  rig.context.store.set(rig.gain, 0.5);
  rig.press(kMiddle);
  rig.move({200, 130});
  CHECK(rig.gain.normalized() == doctest::Approx(0.6));
  rig.move({200, 110}, true);
  CHECK(rig.gain.normalized() == doctest::Approx(0.61));
  rig.move({200, 110}, false);
  CHECK(rig.gain.normalized() == doctest::Approx(0.61));
}

TEST_CASE("a press without a move changes nothing, and the value stays within its ends") {
  KnobRig rig;
  rig.click(kMiddle);
  CHECK(rig.context.edits == Edits{"begin gain", "end gain"});
  rig.press(kMiddle);
  rig.move({200, -5000});
  CHECK(rig.gain.normalized() == 1);
  rig.move({200, 5000});
  CHECK(rig.gain.normalized() == 0);
  rig.move({200, 4990});
  CHECK(rig.gain.normalized() == doctest::Approx(0.05));  // at once, not after the way back
}

TEST_CASE("a drag of steps moves from one to the next, and remembers what is between") {
  StepsRig rig;
  rig.press(kMiddle);
  for (int i = 1; i <= 20; ++i) rig.move({200, 150.0 - i});
  rig.release({200, 130});
  CHECK(rig.voices.plain() == 6);
  CHECK(rig.context.edits == Edits{"begin voices", "voices 0.600", "end voices"});
}

TEST_CASE("turns of the wheel that follow each other are one gesture, ended when it is quiet") {
  KnobRig rig;
  rig.context.store.set(rig.gain, 0.5);
  rig.wheel(kMiddle, 1);
  rig.wheel(kMiddle, 1);
  rig.wheel(kMiddle, -1, true);
  CHECK(rig.gain.normalized() == doctest::Approx(0.519));
  CHECK(rig.context.edits.size() == 4);
  rig.context.loop.fire_timers();
  CHECK(rig.context.edits.back() == "end gain");
  rig.context.loop.fire_timers();
  CHECK(rig.context.edits.size() == 5);
}

TEST_CASE("where a host has no timers, each turn of the wheel is a gesture") {
  KnobRig rig;
  rig.context.loop.offers_timers = false;
  rig.wheel(kMiddle, 1);
  rig.wheel(kMiddle, 1);
  CHECK(std::count(rig.context.edits.begin(), rig.context.edits.end(), "end gain") == 2);
}

TEST_CASE("a drag begun while the wheel's gesture is open goes on in it") {
  KnobRig rig;
  rig.context.store.set(rig.gain, 0.5);
  rig.wheel(kMiddle, 1);
  rig.press(kMiddle);
  rig.context.loop.fire_timers();
  rig.move({200, 140});
  rig.release({200, 140});
  CHECK(std::count(rig.context.edits.begin(), rig.context.edits.end(), "begin gain") == 1);
  CHECK(rig.context.edits.back() == "end gain");
}

TEST_CASE("a double click sets the default") {
  KnobRig rig;
  rig.context.store.set(rig.gain, 0.1);
  rig.click(kMiddle, 1);
  rig.click(kMiddle, 2);
  CHECK(rig.gain.plain() == doctest::Approx(0));
  CHECK(rig.context.edits.back() == "end gain");
}

TEST_CASE("a value is typed, with or without its unit") {
  KnobRig rig;
  rig.tree.focus(&rig.tree.root());
  REQUIRE(rig.type("-12"));
  REQUIRE(rig.tree.popup() != nullptr);
  rig.draw();
  CHECK(rig.window.has_keyboard);
  SUBCASE("Enter takes it, as one gesture") {
    rig.key(gui::Key::enter);
    CHECK(rig.gain.plain() == doctest::Approx(-12));
    CHECK(rig.tree.popup() == nullptr);
    CHECK(rig.context.edits.size() == 3);
    CHECK(rig.tree.focused() == &rig.tree.root());
    rig.context.loop.fire_timers();
    CHECK_FALSE(rig.window.has_keyboard);  // the editor had not had it before
  }
  SUBCASE("with a unit") {
    rig.type(" dB");
    rig.key(gui::Key::enter);
    CHECK(rig.gain.plain() == doctest::Approx(-12));
  }
  SUBCASE("what is no value is not taken, and can be mended") {
    rig.type("x");
    rig.key(gui::Key::enter);
    CHECK(rig.context.edits.empty());
    REQUIRE(rig.tree.popup() != nullptr);
    rig.key(gui::Key::backspace);
    rig.key(gui::Key::enter);
    CHECK(rig.gain.plain() == doctest::Approx(-12));
  }
  SUBCASE("Escape leaves it as it was") {
    rig.key(gui::Key::escape);
    CHECK(rig.tree.popup() == nullptr);
    CHECK(rig.context.edits.empty());
    CHECK(rig.tree.focused() == &rig.tree.root());
  }
  SUBCASE("a press elsewhere does, too") {
    rig.press({5, 295});
    CHECK(rig.tree.popup() == nullptr);
    CHECK(rig.context.edits.empty());
  }
}

TEST_CASE("arrows, page keys, ends and Delete set values by keyboard alone") {
  KnobRig rig;
  rig.context.store.set(rig.gain, 0.5);
  CHECK(rig.key(gui::Key::tab));
  CHECK(rig.tree.focused() == &rig.tree.root());
  CHECK(rig.window.has_keyboard);
  rig.key(gui::Key::up);
  CHECK(rig.gain.normalized() == doctest::Approx(0.51));
  rig.key(gui::Key::left, true);
  CHECK(rig.gain.normalized() == doctest::Approx(0.509));
  rig.key(gui::Key::page_down);
  CHECK(rig.gain.normalized() == doctest::Approx(0.409));
  rig.key(gui::Key::end);
  CHECK(rig.gain.normalized() == 1);
  rig.key(gui::Key::home);
  CHECK(rig.gain.normalized() == 0);
  rig.key(gui::Key::del);
  CHECK(rig.gain.plain() == doctest::Approx(0));
  CHECK_FALSE(rig.key(gui::Key::f5));
  CHECK_FALSE(rig.type(" "));  // the host's transport
  rig.key(gui::Key::escape);
  CHECK_FALSE(rig.window.has_keyboard);
}

TEST_CASE("the right button opens the host's menu, in physical pixels") {
  KnobRig rig;
  rig.click(kMiddle, 1, gui::PointerEvent::Button::right);
  CHECK(rig.context.menus == std::vector<std::string>{"gain 400 300"});
  CHECK(rig.tree.popup() == nullptr);
  CHECK(rig.context.edits.empty());
}

TEST_CASE("where the host shows no menu, ours has its entries") {
  KnobRig rig;
  rig.context.has_menu = false;
  rig.context.offered.entry("Automate", 7).entry("Grey", 8, false);
  rig.context.store.set(rig.gain, 0.1);
  rig.click(kMiddle, 1, gui::PointerEvent::Button::right);
  REQUIRE(rig.tree.popup() != nullptr);
  rig.draw();
  SUBCASE("the default") {
    rig.key(gui::Key::down);
    rig.key(gui::Key::enter);
    CHECK(rig.gain.plain() == doctest::Approx(0));
  }
  SUBCASE("an entry of the host's; one that is disabled cannot be reached") {
    for (int i = 0; i < 3; ++i) rig.key(gui::Key::down);
    rig.key(gui::Key::enter);
    CHECK(rig.context.chosen == std::vector<std::uint32_t>{7});
  }
  CHECK(rig.tree.popup() == nullptr);
}

TEST_CASE("closing the editor during a drag ends the gesture") {
  KnobRig rig;
  rig.press(kMiddle);
  rig.move({200, 140});
  rig.tree.closing();
  CHECK(rig.context.edits.back() == "end gain");
  const auto size = rig.context.edits.size();
  rig.move({200, 100});
  rig.release({200, 100});
  CHECK(rig.context.edits.size() == size);
  CHECK(rig.context.loop.timers() == 0);
}

TEST_CASE("a knob is turned around where the user wants that") {
  KnobRig rig;
  rig.context.store.set(rig.gain, 0.5);
  SUBCASE("from where it is") {
    rig.context.mode = KnobMode::relative_circular;
    rig.press({200, 100});
    CHECK(rig.gain.normalized() == doctest::Approx(0.5));
    rig.move({260, 150});  // a quarter: 90 of 270 degrees
    CHECK(rig.gain.normalized() == doctest::Approx(0.5 + 1.0 / 3).epsilon(0.1));
  }
  SUBCASE("to where the pointer is") {
    rig.context.mode = KnobMode::circular;
    rig.press({100, 150});
    CHECK(rig.gain.normalized() == doctest::Approx(1.0 / 6).epsilon(0.1));
  }
  rig.release({100, 150});
  CHECK(rig.context.edits.back() == "end gain");
}

struct SliderRig : SomeParams, WidgetRig {
  SliderRig() : WidgetRig(slider(pan, {.has_caption = false, .has_value = false}), *this) {}
};

TEST_CASE("a slider's thumb follows the pointer") {
  SliderRig rig;
  rig.press(kMiddle);
  CHECK(rig.pan.normalized() == doctest::Approx(0.5));
  rig.move({200 + (400 - 8 - 14) / 4.0, 150});
  CHECK(rig.pan.normalized() == doctest::Approx(0.75));
  CHECK_FALSE(rig.tree.bubble().empty());  // it has no text of its own
  rig.release(kMiddle);
  CHECK(rig.tree.bubble().empty());
}

struct PadRig : SomeParams, WidgetRig {
  PadRig() : WidgetRig(xy_pad(gain, pan), *this) {}
};

TEST_CASE("a pad sets two parameters, each in a gesture of its own") {
  PadRig rig;
  rig.press({300, 75});
  rig.move({310, 75});
  rig.release({310, 75});
  CHECK(rig.gain.normalized() > 0.75);
  CHECK(rig.pan.normalized() > 0.7);
  for (const char* const id : {"gain", "pan"}) {
    const auto begin = std::string("begin ") + id;
    const auto end = std::string("end ") + id;
    CHECK(std::count(rig.context.edits.begin(), rig.context.edits.end(), begin) == 1);
    CHECK(std::count(rig.context.edits.begin(), rig.context.edits.end(), end) == 1);
  }
}

TEST_CASE("a new value paints the control that shows it, and no other") {
  SomeParams params;
  auto root = row(knob(params.gain), knob(params.pan));
  Widget& first = *root->children()[0];
  WidgetRig rig(std::move(root), params);
  rig.tree.param_changed(params.gain);
  REQUIRE(rig.window.invalid.size() == 1);
  CHECK(rig.window.invalid.front() == first.bounds());
  rig.window.invalid.clear();
  rig.tree.param_changed(params.voices);
  CHECK(rig.window.invalid.empty());
}

TEST_CASE("what the host does with a parameter is in the picture and in the tool tip") {
  KnobRig rig;
  const Color nothing = rig.canvas.pixel(394, 5);
  rig.context.shown = {.is_mapped = true,
                       .mapping_label = "K3",
                       .automation = Automation::playing,
                       .automation_color = Color{255, 0, 255}};
  rig.draw();
  CHECK(rig.canvas.pixel(395, 5) == Color{255, 0, 255});
  CHECK_FALSE(rig.canvas.pixel(395, 5) == nothing);
  CHECK(rig.tree.root().tool_tip().find("K3") != std::string::npos);
}

}  // namespace
}  // namespace attacca::widgets
