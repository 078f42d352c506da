// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/canvas_editor.hpp"
#include "gui/x11/outgoing_drag.hpp"
#include "tests/gui/fake_editor_context.hpp"
#include "tests/gui/x11/drop_target.hpp"
#include "tests/gui/x11/other_program.hpp"
#include "tests/gui/x11/test_host.hpp"

// What is dragged out of an editor, on a real X server: another editor takes it.
namespace attacca::gui {
namespace {

using Files = std::vector<std::string>;

/// Drags when its pointer moves with the button held, and takes files in its left half.
class DragEditor final : public CanvasEditor {
 public:
  DragEditor() : CanvasEditor({.preferred = {200, 100}}, Input::keyboard) {}

  DragContent content{.files = {"/tmp/kick drum.wav", "/tmp/snäre.wav"}};
  const DragCode* code = &drag_code();
  int begun = 0;
  std::vector<Point> above;
  std::vector<Files> dropped;
  std::vector<bool> ended;
  int left = 0;
  int events = 0;
  using CanvasEditor::start_drag;

 private:
  void draw(Canvas&, LogicalSize) override {}
  void pointer(const PointerEvent& event) override {
    ++events;
    if (event.kind == PointerEvent::Kind::press) is_pressed_ = true;
    if (event.kind == PointerEvent::Kind::release) is_pressed_ = false;
    if (event.kind != PointerEvent::Kind::move || !is_pressed_) return;
    is_pressed_ = false;
    ++begun;
    start_drag(content, *code);
  }
  void drag_ended(bool taken) override { ended.push_back(taken); }
  [[nodiscard]] bool takes_files() const override { return true; }
  bool takes_files_at(Point place) override {
    above.push_back(place);
    return place.x < 100;
  }
  void files_left() override { ++left; }
  void files_dropped(Point, const Files& files) override { dropped.push_back(files); }

  bool is_pressed_ = false;
};

struct OpenDrag {
  explicit OpenDrag(std::int16_t y) {
    host.move_parent(10, y);
    REQUIRE(editor.open(host.parent(), context));
    context.loop.run_until_idle();
  }
  bool until(const std::function<bool()>& done) { return context.loop.run_until(done); }
  void press() { host.point_at_child(XCB_BUTTON_PRESS, 50, 50, 1); }
  void begin() {
    const int before = editor.begun;
    press();
    move(60, 50);
    REQUIRE(until([&] { return editor.begun == before + 1; }));
  }
  void move(std::int16_t x, std::int16_t y) {
    host.point_at_child(XCB_MOTION_NOTIFY, x, y);
    host.sync();
  }
  void release(std::uint8_t button = 1) {
    host.point_at_child(XCB_BUTTON_RELEASE, 60, 350, button);
    host.sync();
  }
  X11TestHost host;
  FakeEditorContext context;
  DragEditor editor;
};

/// The one that is dragged from, and another one 300 pixels below.
struct TwoEditors {
  bool until(const std::function<bool()>& done) {
    return source.context.loop.run_until([&] {
      target.context.loop.run_once(std::chrono::milliseconds(5));
      source.context.loop.run_once(std::chrono::milliseconds(5));
      return done();
    });
  }
  /// Above the lower one, at a place of its, and what it has said of that place.
  void move_over_target(std::int16_t x, std::int16_t y) {
    source.move(x, static_cast<std::int16_t>(y + 300));
    const Point place{static_cast<double>(x), static_cast<double>(y)};
    REQUIRE(
        until([&] { return !target.editor.above.empty() && target.editor.above.back() == place; }));
  }
  bool ends() {
    source.release();
    REQUIRE(until([this] { return !source.editor.ended.empty(); }));
    CHECK(source.editor.ended.size() == 1);
    return source.editor.ended.front();
  }
  OpenDrag source{10};
  OpenDrag target{310};
};

/// An editor above a window of another program's.
struct OverProgram {
  OverProgram() {
    drag.begin();
    drag.move(60, 350);
    REQUIRE(told("XdndPosition", 1));
  }
  bool told(const char* message, int times) {
    return drag.until([&] {
      drag.context.loop.run_once(std::chrono::milliseconds(5));
      return program.told(message) == times;
    });
  }
  /// Until it has nothing to do but to wait for the other program.
  void drop() {
    program.accept();
    drag.release();
    REQUIRE(told("XdndDrop", 1));
    CHECK(drag.editor.ended.empty());
  }
  [[nodiscard]] bool ends_untaken() {
    return drag.until([&] { return drag.editor.ended == std::vector<bool>{false}; });
  }
  OpenDrag drag{10};
  X11DropTarget program{10, 310};
};

TEST_CASE("files are dragged from an editor into another window that wants them") {
  TwoEditors two;
  two.source.begin();
  two.move_over_target(150, 50);
  two.move_over_target(60, 50);
  CHECK(two.ends());
  CHECK(two.target.editor.dropped == std::vector<Files>{{"/tmp/kick drum.wav", "/tmp/snäre.wav"}});
  CHECK(two.source.editor.dropped.empty());
}

TEST_CASE("what is dropped where nobody wants it is not taken, and who was asked is told") {
  TwoEditors two;
  two.source.begin();
  two.move_over_target(60, 50);
  two.move_over_target(150, 50);
  CHECK_FALSE(two.ends());
  CHECK(two.until([&] { return two.target.editor.left == 1; }));
  CHECK(two.target.editor.dropped.empty());
}

TEST_CASE("above no window that takes anything a drag ends with nothing") {
  TwoEditors two;
  two.source.begin();
  two.move_over_target(60, 50);
  two.source.move(600, 150);  // the host's own window
  CHECK(two.until([&] { return two.target.editor.left == 1; }));
  CHECK_FALSE(two.ends());
}

TEST_CASE("an editor may take what was dragged out of itself") {
  TwoEditors two;
  two.source.begin();
  two.source.move(20, 20);
  REQUIRE(two.until([&] { return !two.source.editor.above.empty(); }));
  CHECK(two.ends());
  CHECK(two.source.editor.dropped.size() == 1);
}

TEST_CASE(
    "while something is dragged the pointer's events are the drag's, and the editor's again") {
  TwoEditors two;
  two.source.begin();
  const int before = two.source.editor.events;
  two.move_over_target(60, 50);
  CHECK(two.ends());
  CHECK(two.source.editor.events == before);
  two.source.move(30, 30);
  CHECK(two.until([&] { return two.source.editor.events == before + 1; }));
  // And another drag.
  two.source.editor.ended.clear();
  two.source.begin();
  two.move_over_target(61, 50);
  CHECK(two.ends());
  CHECK(two.target.editor.dropped.size() == 2);
}

TEST_CASE("a text is there for who asks for it, and no files are") {
  TwoEditors two;
  X11OtherProgram program;
  two.source.editor.content = {.text = "C4 E4 G4 – リード"};
  two.source.begin();
  program.ask("XdndSelection", "TEXT");
  std::string text;
  REQUIRE(
      two.until([&] { return program.take_piece("TEXT", text) == X11OtherProgram::Taken::piece; }));
  CHECK(text == "C4 E4 G4 – リード");
  two.source.move(60, 350);
  CHECK_FALSE(two.ends());  // this target takes files alone
}

TEST_CASE("a drag of nothing is over at once") {
  OpenDrag drag(10);
  drag.editor.content = {.files = {"relative.wav", ""}};
  drag.begin();
  REQUIRE(drag.until([&] { return !drag.editor.ended.empty(); }));
  CHECK_FALSE(drag.editor.ended.front());
}

TEST_CASE("a window that goes away below a drag takes nothing, and the drag goes on") {
  TwoEditors two;
  two.source.begin();
  two.move_over_target(60, 50);
  two.target.host.destroy_parent();
  two.source.move(60, 351);
  CHECK_FALSE(two.ends());
}

TEST_CASE("a button that is up again before its motion was looked at ends the drag") {
  OpenDrag drag(10);
  drag.press();
  drag.host.sync();
  REQUIRE(drag.until([&] { return drag.editor.events == 1; }));
  drag.host.point_at_child(XCB_MOTION_NOTIFY, 60, 50);
  drag.release();
  drag.host.await_delivery();
  CHECK(drag.until([&] { return drag.editor.ended == std::vector<bool>{false}; }));
  CHECK(drag.editor.events == 2);
}

TEST_CASE("the wheel and other buttons end no drag") {
  TwoEditors two;
  two.source.begin();
  for (const std::uint8_t button : {std::uint8_t{4}, std::uint8_t{5}, std::uint8_t{3}}) {
    two.source.host.point_at_child(XCB_BUTTON_PRESS, 60, 50, button, XCB_BUTTON_MASK_1);
    two.source.release(button);
  }
  two.move_over_target(60, 50);
  CHECK(two.ends());
  CHECK(two.target.editor.dropped.size() == 1);
}

TEST_CASE("who hangs while it has something dropped on it keeps nobody waiting for ever") {
  OverProgram over;
  SUBCASE("before it has said whether it wants it") {
    over.drag.release();
    REQUIRE(over.drag.until([&] { return over.drag.context.loop.timers() == 1; }));
  }
  SUBCASE("when it was dropped") {
    over.drop();
  }
  REQUIRE(over.drag.context.loop.timers() == 1);
  over.drag.context.loop.fire_timers();
  CHECK(over.ends_untaken());
  CHECK(over.drag.context.loop.timers() == 0);
  // What it says later is of no drag.
  over.program.finish(true);
  over.drag.begin();
  over.drag.release();
  CHECK(over.drag.until([&] { return over.drag.editor.ended.size() == 2; }));
}

TEST_CASE("who ends while it has something dropped on it has not taken it") {
  OverProgram over;
  SUBCASE("before it has said whether it wants it") {
    over.drag.release();
  }
  SUBCASE("when it was dropped") {
    over.drop();
  }
  over.program.destroy();
  CHECK(over.ends_untaken());
  CHECK(over.drag.context.loop.timers() == 0);
}

TEST_CASE("another drag ends the one before, which hears of it first") {
  OverProgram over;
  over.drop();
  over.drag.begin();
  CHECK(over.ends_untaken());
  over.program.finish(true);  // too late
  over.drag.move(60, 350);
  REQUIRE(over.told("XdndEnter", 2));
  REQUIRE(over.told("XdndPosition", 2));
  over.program.accept();
  over.drag.release();
  REQUIRE(over.told("XdndDrop", 2));
  over.program.finish(true);
  CHECK(over.drag.until([&] { return over.drag.editor.ended.size() == 2; }));
  CHECK(over.drag.editor.ended.back());
}

TEST_CASE("an editor that is closed in the middle of a drag says so to who is below") {
  OverProgram over;
  over.drag.editor.close();
  CHECK(over.program.told("XdndLeave") == 1);
  CHECK(over.drag.editor.ended.empty());
}

TEST_CASE("a drag whose window is taken away is over") {
  OverProgram over;
  over.drag.host.destroy_parent();
  CHECK(over.ends_untaken());
  CHECK(over.drag.context.loop.watches() == 0);
}

/// A drag that goes nowhere, and counts what it is asked.
class CountedDrag final : public X11OutgoingDrag {
 public:
  struct Asked {
    int moves = 0;
    std::int16_t x = 0;
    int releases = 0;
  };
  static Asked asked;
  static const DragCode& code() {
    static constexpr DragCode kCode{[](const X11DragMeans&) -> std::unique_ptr<X11OutgoingDrag> {
      return std::make_unique<CountedDrag>();
    }};
    return kCode;
  }
  bool begin(const DragContent&) override {
    is_dragging_ = true;
    return false;
  }
  [[nodiscard]] bool is_dragging() const noexcept override { return is_dragging_; }
  [[nodiscard]] bool awaits_answer() const noexcept override { return false; }
  [[nodiscard]] bool is_wanted() const noexcept override { return false; }
  void move(std::int16_t x, std::int16_t, xcb_timestamp_t) override {
    ++asked.moves;
    asked.x = x;
  }
  void release(xcb_timestamp_t) override {
    ++asked.releases;
    is_dragging_ = false;
  }
  void give_up() override { is_dragging_ = false; }
  void handle_gone(xcb_window_t) override {}
  bool handle(const xcb_client_message_event_t&) override { return false; }
  bool handle_request(const xcb_selection_request_event_t&) override { return false; }
  [[nodiscard]] std::optional<bool> take_result() override { return std::nullopt; }

 private:
  bool is_dragging_ = false;
};
CountedDrag::Asked CountedDrag::asked;

TEST_CASE("of the motions in a row of a drag only the newest looks for what is below") {
  CountedDrag::asked = {};
  OpenDrag drag(10);
  drag.editor.code = &CountedDrag::code();
  drag.begin();
  for (std::int16_t x = 100; x < 300; ++x) drag.host.point_at_child(XCB_MOTION_NOTIFY, x, 50);
  drag.release();
  drag.host.await_delivery();
  REQUIRE(drag.until([&] { return CountedDrag::asked.releases == 1; }));
  CHECK(CountedDrag::asked.moves == 1);
  CHECK(CountedDrag::asked.x == 309);
}

}  // namespace
}  // namespace attacca::gui
