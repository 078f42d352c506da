// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/canvas_editor.hpp"
#include "tests/gui/fake_editor_context.hpp"
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
  std::vector<Files> dropped;
  std::vector<bool> ended;
  int left = 0;
  int events = 0;

 private:
  void draw(Canvas&, LogicalSize) override {}
  void pointer(const PointerEvent& event) override {
    ++events;
    if (event.kind == PointerEvent::Kind::press) is_pressed_ = true;
    if (event.kind == PointerEvent::Kind::release) is_pressed_ = false;
    if (event.kind != PointerEvent::Kind::move || !is_pressed_) return;
    is_pressed_ = false;
    start_drag(content);
  }
  void drag_ended(bool taken) override { ended.push_back(taken); }
  [[nodiscard]] bool takes_files() const override { return true; }
  bool takes_files_at(Point place) override { return place.x < 100; }
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
  X11TestHost host;
  FakeEditorContext context;
  DragEditor editor;
};

/// The one that is dragged from, and another one 300 pixels below.
struct TwoEditors {
  void turn() {
    target.context.loop.run_once(std::chrono::milliseconds(5));
    source.context.loop.run_once(std::chrono::milliseconds(5));
  }
  /// Until neither has heard anything for a while.
  void settle() {
    for (int quiet = 0; quiet < 3; ++quiet) {
      const bool target_heard = target.context.loop.run_once(std::chrono::milliseconds(15));
      if (source.context.loop.run_once(std::chrono::milliseconds(15)) || target_heard) quiet = -1;
    }
  }
  bool until(const std::function<bool()>& done) {
    return source.context.loop.run_until([&] {
      turn();
      return done();
    });
  }
  void move(std::int16_t x, std::int16_t y) {
    source.host.point_at_child(XCB_MOTION_NOTIFY, x, y);
    source.host.sync();
    settle();
  }
  void begin() {
    source.host.point_at_child(XCB_BUTTON_PRESS, 50, 50, 1);
    move(60, 50);
    REQUIRE(source.editor.ended.empty());
  }
  bool ends() {
    source.host.point_at_child(XCB_BUTTON_RELEASE, 60, 350, 1);
    source.host.sync();
    REQUIRE(until([this] { return !source.editor.ended.empty(); }));
    CHECK(source.editor.ended.size() == 1);
    return source.editor.ended.front();
  }
  OpenDrag source{10};
  OpenDrag target{310};
};

TEST_CASE("files are dragged from an editor into another window that wants them") {
  TwoEditors two;
  two.begin();
  two.move(150, 350);
  two.move(60, 350);
  CHECK(two.ends());
  CHECK(two.target.editor.dropped == std::vector<Files>{{"/tmp/kick drum.wav", "/tmp/snäre.wav"}});
  CHECK(two.source.editor.dropped.empty());
}

TEST_CASE("what is dropped where nobody wants it is not taken, and who was asked is told") {
  TwoEditors two;
  two.begin();
  two.move(60, 350);
  two.move(150, 350);
  two.source.host.point_at_child(XCB_BUTTON_RELEASE, 150, 350, 1);
  two.source.host.sync();
  REQUIRE(two.until([&] { return !two.source.editor.ended.empty(); }));
  CHECK_FALSE(two.source.editor.ended.front());
  two.settle();
  CHECK(two.target.editor.dropped.empty());
  CHECK(two.target.editor.left == 1);
}

TEST_CASE("above no window that takes anything a drag ends with nothing") {
  TwoEditors two;
  two.begin();
  two.move(60, 350);
  two.move(600, 150);  // the host's own window
  CHECK_FALSE(two.ends());
  two.settle();
  CHECK(two.target.editor.left == 1);
}

TEST_CASE("an editor may take what was dragged out of itself") {
  TwoEditors two;
  two.begin();
  two.move(20, 20);
  CHECK(two.ends());
  CHECK(two.source.editor.dropped.size() == 1);
}

TEST_CASE(
    "while something is dragged the pointer's events are the drag's, and the editor's again") {
  TwoEditors two;
  two.begin();
  const int before = two.source.editor.events;
  two.move(60, 350);
  CHECK(two.ends());
  CHECK(two.source.editor.events == before);
  two.move(30, 30);
  CHECK(two.source.editor.events == before + 1);
  // And another drag.
  two.source.editor.ended.clear();
  two.begin();
  two.move(60, 350);
  CHECK(two.ends());
  CHECK(two.target.editor.dropped.size() == 2);
}

TEST_CASE("a text is there for who asks for it, and no files are") {
  TwoEditors two;
  two.source.editor.content = {.text = "C4 E4 G4 – リード"};
  two.begin();
  two.move(60, 350);
  two.target.host.ask_and_forget("XdndSelection", 1);
  REQUIRE(two.until([&] { return !two.target.host.forgotten().empty(); }));
  CHECK(two.target.host.forgotten() == "C4 E4 G4 – リード");
  CHECK_FALSE(two.ends());  // this target takes files alone
}

TEST_CASE("a drag of nothing is over at once") {
  TwoEditors two;
  two.source.editor.content = {.files = {"relative.wav", ""}};
  two.source.host.point_at_child(XCB_BUTTON_PRESS, 50, 50, 1);
  two.source.host.point_at_child(XCB_MOTION_NOTIFY, 60, 50);
  two.source.host.sync();
  REQUIRE(two.until([&] { return !two.source.editor.ended.empty(); }));
  CHECK_FALSE(two.source.editor.ended.front());
}

TEST_CASE("a window that goes away below a drag takes nothing, and the drag goes on") {
  TwoEditors two;
  two.begin();
  two.move(60, 350);
  two.target.host.destroy_parent();
  two.move(60, 351);
  CHECK_FALSE(two.ends());
}

TEST_CASE("closing an editor in the middle of a drag harms nobody") {
  TwoEditors two;
  two.begin();
  two.move(60, 350);
  two.source.editor.close();
  two.settle();
  CHECK(two.source.editor.ended.empty());
}

}  // namespace
}  // namespace attacca::gui
