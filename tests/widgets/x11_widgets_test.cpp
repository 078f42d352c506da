// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/widget_editor.hpp"
#include "tests/gui/x11/test_host.hpp"
#include "tests/widgets/rig.hpp"

// An editor of widgets in a real window, driven by events of the X server.
namespace attacca::widgets {
namespace {

constexpr std::uint32_t kTab = 0xFF09;
constexpr std::uint32_t kEnter = 0xFF0D;
constexpr std::uint32_t kUp = 0xFF52;

struct OpenWidgets {
  OpenWidgets()
      : context(params.set),
        editor({.preferred = {200, 100}},
               row({.gap = 0}, stretched(knob(params.gain)), stretched(knob(params.pan)))) {
    REQUIRE(editor.open(host.parent(), context));
    context.loop.run_until_idle();
  }
  ~OpenWidgets() { editor.close(); }
  OpenWidgets(const OpenWidgets&) = delete;
  OpenWidgets& operator=(const OpenWidgets&) = delete;

  bool has(const std::string& edit) {
    return context.loop.run_until([&] {
      return std::find(context.edits.begin(), context.edits.end(), edit) != context.edits.end();
    });
  }
  void give_keyboard() {
    host.focus_child(true);
    context.loop.run_until_idle();
  }

  gui::X11TestHost host;
  SomeParams params;
  RecordingContext context;
  WidgetEditor editor;
};

TEST_CASE("a knob is dragged, and with Shift ten times as fine") {
  OpenWidgets open;
  open.context.store.set(open.params.gain, 0.5);
  open.host.point_at_child(XCB_BUTTON_PRESS, 50, 50, 1);
  open.host.point_at_child(XCB_MOTION_NOTIFY, 50, 30);
  open.host.sync();
  REQUIRE(open.has("gain 0.600"));
  open.host.point_at_child(XCB_MOTION_NOTIFY, 50, 10, 0, XCB_MOD_MASK_SHIFT);
  open.host.point_at_child(XCB_BUTTON_RELEASE, 50, 10, 1);
  open.host.sync();
  REQUIRE(open.has("end gain"));
  CHECK(open.params.gain.normalized() == doctest::Approx(0.61));
  CHECK(open.context.edits.front() == "begin gain");
}

TEST_CASE("a knob is turned by the wheel, and set to its default by a double click") {
  OpenWidgets open;
  open.context.store.set(open.params.pan, 0.2);
  open.host.click_child(150, 50, 4);
  REQUIRE(open.has("pan 0.210"));
  open.context.loop.fire_timers();
  REQUIRE(open.has("end pan"));
  open.host.point_at_child(XCB_BUTTON_PRESS, 150, 50, 1);
  open.host.point_at_child(XCB_BUTTON_RELEASE, 150, 50, 1);
  open.host.point_at_child(XCB_BUTTON_PRESS, 150, 50, 1);
  open.host.point_at_child(XCB_BUTTON_RELEASE, 150, 50, 1);
  open.host.sync();
  CHECK(open.has("pan 0.500"));
}

TEST_CASE("by keyboard alone: Tab to a knob, an arrow, a typed value") {
  OpenWidgets open;
  open.give_keyboard();
  open.host.press_key(kTab);
  open.host.press_key(kTab);
  open.host.press_key(kUp);
  REQUIRE(open.has("pan 0.510"));
  open.context.loop.fire_timers();
  open.host.press_key('1');
  open.context.loop.run_until_idle();
  open.host.press_key(kEnter);
  REQUIRE(open.has("pan 1.000"));
  CHECK(open.params.pan.plain() == doctest::Approx(1));
}

TEST_CASE("by mouse: a value is typed from the menu, and the keyboard goes back to the host") {
  OpenWidgets open;
  open.context.has_menu = false;
  open.host.focus_child(false);
  const xcb_window_t before = open.host.focus();
  open.host.click_child(50, 20, 3);
  open.context.loop.run_until_idle();
  open.host.click_child(60, 62);
  open.host.point_at_child(XCB_BUTTON_RELEASE, 60, 62, 1);
  open.host.sync();
  REQUIRE(open.context.loop.run_until(
      [&] { return open.editor.tree().popup() != nullptr && open.context.loop.timers() > 0; }));
  open.context.loop.fire_timers();
  open.context.loop.run_until_idle();
  CHECK(open.host.focus() == open.host.child());
  open.host.press_key('3');
  open.context.loop.run_until_idle();
  open.host.press_key(kEnter);
  REQUIRE(open.has("end gain"));
  CHECK(open.params.gain.plain() == doctest::Approx(3));
  open.context.loop.fire_timers();
  CHECK(open.context.loop.run_until([&] { return open.host.focus() == before; }));
}

TEST_CASE("a key that no widget wants is the host's: the space bar plays") {
  OpenWidgets open;
  open.give_keyboard();
  open.host.press_key(kTab);
  open.host.press_key(' ');
  std::vector<std::uint8_t> codes;
  REQUIRE(open.context.loop.run_until([&] {
    for (const std::uint8_t code : open.host.keys_of_host()) codes.push_back(code);
    return !codes.empty();
  }));
  CHECK(codes == std::vector{open.host.code_of(' ')});
}

TEST_CASE("an editor that is hidden during a drag ends it") {
  OpenWidgets open;
  open.host.point_at_child(XCB_BUTTON_PRESS, 50, 50, 1);
  open.host.sync();
  REQUIRE(open.has("begin gain"));
  open.editor.set_visible(false);
  CHECK(open.context.edits.back() == "end gain");
  CHECK(open.editor.tree().captured() == nullptr);
}

TEST_CASE("a display that goes away during a drag leaves no gesture open") {
  OpenWidgets open;
  open.host.point_at_child(XCB_BUTTON_PRESS, 50, 50, 1);
  open.host.point_at_child(XCB_MOTION_NOTIFY, 50, 40);
  open.host.sync();
  REQUIRE(open.context.loop.run_until([&] { return open.context.edits.size() >= 2; }));
  open.host.kill_childs_connection();
  REQUIRE(open.context.loop.run_until([&] { return open.context.loop.watches() == 0; }));
  open.editor.close();
  CHECK(open.context.edits.back() == "end gain");
}

}  // namespace
}  // namespace attacca::widgets
