// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "attacca/gui/canvas_editor.hpp"
#include "tests/gui/fake_editor_context.hpp"
#include "tests/gui/x11/test_host.hpp"

// An editor in a real window on a real X server, with a host that behaves and one that does not.
namespace attacca::gui {
namespace {

constexpr std::uint32_t kRed = 0xFF0000;
constexpr std::uint32_t kBlue = 0x0000FF;

class TestEditor : public CanvasEditor {
 public:
  explicit TestEditor(Input input = Input::none)
      : CanvasEditor({.preferred = {200, 100}, .minimum = {50, 50}, .maximum = {700, 500}}, input) {
  }
  using CanvasEditor::Input;
  using CanvasEditor::invalidate;
  using CanvasEditor::request_size;

  int draws = 0;
  int closes = 0;
  LogicalSize drawn_size;
  double drawn_scale = 0;
  Color color{255, 0, 0, 255};
  std::string text;
  std::vector<PointerEvent> pointers;
  std::function<void()> on_pointer = [] {};
  std::function<void()> on_draw = [] {};

 protected:
  void draw(Canvas& canvas, LogicalSize size) override {
    ++draws;
    drawn_size = size;
    drawn_scale = canvas.scale();
    canvas.fill({0, 0, size.width, size.height}, color);
    if (!text.empty()) canvas.draw_text({0, 0}, text, {.size = 20});
    on_draw();
  }
  void pointer(const PointerEvent& event) override {
    pointers.push_back(event);
    on_pointer();
  }
  void closed() noexcept override { ++closes; }
};

/// An editor that is open and has shown its first frame.
struct OpenEditor {
  explicit OpenEditor(TestEditor::Input input = TestEditor::Input::none) : editor(input) {
    context.resized_editor = &editor;
    REQUIRE(editor.open(host.parent(), context));
    REQUIRE(context.loop.run_until([&] { return editor.draws == 1; }));
    context.loop.run_until_idle();
    REQUIRE(editor.draws == 1);
  }

  /// The server draws when it gets to it.
  bool shows(std::int16_t x, std::int16_t y, std::uint32_t color) {
    return context.loop.run_until([&] { return host.pixel(x, y) == color; });
  }

  X11TestHost host;
  FakeEditorContext context;
  TestEditor editor;
};

TEST_CASE("an opened editor shows its drawing in the host's window") {
  OpenEditor open;
  CHECK(open.host.child_size() == PhysicalSize{200, 100});
  CHECK(open.shows(0, 0, kRed));
  CHECK(open.shows(199, 99, kRed));
  CHECK(open.shows(200, 100, 0xFFFFFF));
  CHECK(open.host.child_property("_XEMBED_INFO") == std::array<std::uint32_t, 2>{0, 1});
}

TEST_CASE("a host that looks when open() returns sees a mapped window and _XEMBED_INFO") {
  X11TestHost host;
  for (int i = 0; i < 200; ++i) {
    FakeEditorContext context;
    TestEditor editor;
    REQUIRE(editor.open(host.parent(), context));
    // The first answers that the host gets, on a connection of its own.
    const bool is_mapped = host.child_is_mapped();
    const auto info = host.child_property("_XEMBED_INFO");
    CHECK(is_mapped);
    REQUIRE(info == std::array<std::uint32_t, 2>{0, 1});
  }
}

TEST_CASE("a host that looks when it is notified of the window finds _XEMBED_INFO") {
  constexpr int kTimes = 50;
  X11TestHost host;
  X11TestHost::ChildWatcher watcher(host.parent(), "_XEMBED_INFO");
  std::thread watching([&] { watcher.watch(kTimes); });
  FakeEditorContext context;
  TestEditor editor;
  for (int i = 0; i < kTimes; ++i) {
    REQUIRE(editor.open(host.parent(), context));
    editor.close();
  }
  watching.join();
  CHECK(watcher.without_property == 0);
}

TEST_CASE("nothing wakes an idle editor") {
  OpenEditor open;
  const int wakeups = open.context.loop.wakeups();
  open.context.loop.run_until_idle();
  open.host.sync();
  open.context.loop.run_until_idle();
  CHECK(open.context.loop.wakeups() == wakeups);
  CHECK(open.context.loop.timers() == 0);
  CHECK(open.editor.draws == 1);
}

TEST_CASE("many invalidations make one frame, drawn from the event loop") {
  OpenEditor open;
  open.editor.color = {0, 0, 255, 255};
  for (int i = 0; i < 1000; ++i) open.editor.invalidate();
  CHECK(open.editor.draws == 1);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.draws == 2; }));
  open.context.loop.run_until_idle();
  CHECK(open.editor.draws == 2);
  CHECK(open.shows(100, 50, kBlue));
}

TEST_CASE("an invalidation from inside draw makes the next frame") {
  OpenEditor open;
  open.editor.on_draw = [&] {
    if (open.editor.draws < 5) open.editor.invalidate();
  };
  open.editor.invalidate();
  REQUIRE(open.context.loop.run_until([&] { return open.editor.draws == 5; }));
  open.context.loop.run_until_idle();
  CHECK(open.editor.draws == 5);
}

TEST_CASE("what is uncovered is copied from the last frame, not drawn again") {
  OpenEditor open;
  const int wakeups = open.context.loop.wakeups();
  open.host.uncover_child();
  REQUIRE(open.context.loop.run_until([&] { return open.context.loop.wakeups() > wakeups; }));
  open.context.loop.run_until_idle();
  CHECK(open.editor.draws == 1);
  CHECK(open.shows(10, 10, kRed));
}

TEST_CASE("nothing is drawn while nobody can see it, and the newest frame when somebody can") {
  OpenEditor open;
  open.host.map_parent(false);
  open.editor.color = {0, 0, 255, 255};
  open.editor.invalidate();
  open.context.loop.run_until_idle();
  CHECK(open.editor.draws == 1);
  open.host.map_parent(true);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.draws == 2; }));
  open.context.loop.run_until_idle();
  CHECK(open.shows(100, 50, kBlue));
}

TEST_CASE("an editor can be hidden and shown") {
  OpenEditor open;
  open.editor.set_visible(false);
  open.context.loop.run_until_idle();
  CHECK_FALSE(open.host.child_is_mapped());
  CHECK(open.host.child_property("_XEMBED_INFO") == std::array<std::uint32_t, 2>{0, 0});
  open.editor.set_visible(true);
  open.context.loop.run_until_idle();
  CHECK(open.host.child_is_mapped());
  CHECK(open.shows(100, 50, kRed));
}

TEST_CASE("the host resizes the editor") {
  OpenEditor open;
  CHECK(open.editor.set_size({300, 150}));
  CHECK_FALSE(open.editor.set_size({5000, 150}));
  REQUIRE(open.context.loop.run_until([&] { return open.editor.draws == 2; }));
  open.context.loop.run_until_idle();
  CHECK(open.editor.drawn_size == LogicalSize{300, 150});
  CHECK(open.host.child_size() == PhysicalSize{300, 150});
  CHECK(open.shows(299, 149, kRed));
}

TEST_CASE("of many sizes in a row the last one holds") {
  OpenEditor open;
  for (std::uint32_t width = 100; width <= 400; ++width) {
    REQUIRE(open.editor.set_size({width, 120}));
    if (width % 50 == 0) open.context.loop.run_once(std::chrono::milliseconds(0));
    CHECK(open.editor.size() == PhysicalSize{width, 120});
  }
  open.context.loop.run_until_idle();
  CHECK(open.editor.size() == PhysicalSize{400, 120});
  CHECK(open.editor.drawn_size == LogicalSize{400, 120});
  CHECK(open.host.child_size() == PhysicalSize{400, 120});
}

TEST_CASE("news of an older size does not undo a newer one") {
  OpenEditor open;
  open.editor.set_visible(false);  // so that nothing is drawn while the server stands still
  open.context.loop.run_until_idle();
  REQUIRE(open.editor.set_size({300, 150}));
  REQUIRE(open.host.child_size() == PhysicalSize{300, 150});  // the news of it is on its way
  {
    const X11TestHost::Standstill standstill(open.host);
    REQUIRE(open.editor.set_size({400, 200}));
    open.host.nudge_child();
    open.context.loop.run_until_idle();
    CHECK(open.editor.size() == PhysicalSize{400, 200});
  }
  open.context.loop.run_until_idle();
  CHECK(open.editor.size() == PhysicalSize{400, 200});
  CHECK(open.host.child_size() == PhysicalSize{400, 200});
}

TEST_CASE("an editor asks its host for a size") {
  OpenEditor open;
  CHECK(open.editor.request_size({350, 9999}));
  CHECK(*open.context.requested == PhysicalSize{350, 500});
  CHECK(open.editor.size() == PhysicalSize{350, 500});
  open.context.grants_resize = false;
  CHECK_FALSE(open.editor.request_size({100, 100}));
  CHECK(open.editor.size() == PhysicalSize{350, 500});
}

TEST_CASE("a host that resizes the editor's window itself is followed") {
  OpenEditor open;
  open.host.resize_child({320, 160});
  REQUIRE(open.context.loop.run_until([&] { return open.editor.draws >= 2; }));
  open.context.loop.run_until_idle();
  CHECK(open.editor.size() == PhysicalSize{320, 160});
  CHECK(open.editor.drawn_size == LogicalSize{320, 160});
}

TEST_CASE("a host that makes the editor's window too small itself is asked for room") {
  OpenEditor open;
  open.host.resize_child({20, 160});
  REQUIRE(open.context.loop.run_until([&] { return open.context.requested.has_value(); }));
  open.context.loop.run_until_idle();
  CHECK(*open.context.requested == PhysicalSize{50, 160});
  CHECK(open.editor.size() == PhysicalSize{50, 160});
  CHECK(open.host.child_size() == PhysicalSize{50, 160});
  open.context.grants_resize = false;
  open.host.resize_child({20, 20});
  REQUIRE(open.context.loop.run_until([&] { return open.editor.size().height == 20; }));
  open.context.requested.reset();
  open.host.resize_child({20, 21});
  open.host.resize_child({20, 20});
  open.context.loop.run_until_idle();
  CHECK(open.editor.size() == PhysicalSize{20, 20});
}

TEST_CASE("a scale set while open keeps the logical size if the host gives room") {
  OpenEditor open;
  CHECK(open.editor.set_scale(2));
  CHECK(*open.context.requested == PhysicalSize{400, 200});
  open.context.loop.run_until_idle();
  CHECK(open.host.child_size() == PhysicalSize{400, 200});
  CHECK(open.editor.drawn_size == LogicalSize{200, 100});
  CHECK(open.editor.drawn_scale == 2);
}

TEST_CASE("a scale set while open draws larger in the old room if the host gives none") {
  OpenEditor open;
  open.context.grants_resize = false;
  CHECK(open.editor.set_scale(2));
  open.context.loop.run_until_idle();
  CHECK(open.editor.size() == PhysicalSize{200, 100});
  CHECK(open.editor.drawn_size == LogicalSize{100, 50});
  CHECK(open.editor.drawn_scale == 2);
}

TEST_CASE("a scale set before opening is drawn with") {
  X11TestHost host;
  FakeEditorContext context;
  TestEditor editor;
  CHECK(editor.set_scale(1.5));
  REQUIRE(editor.open(host.parent(), context));
  REQUIRE(context.loop.run_until([&] { return editor.draws == 1; }));
  CHECK(host.child_size() == PhysicalSize{300, 150});
  CHECK(editor.drawn_size == LogicalSize{200, 100});
}

TEST_CASE("close leaves nothing behind, and the editor opens again") {
  OpenEditor open;
  for (int round = 2; round < 5; ++round) {
    open.editor.close();
    CHECK(open.context.loop.watches() == 0);
    CHECK(open.editor.closes == round - 1);
    open.host.sync();
    open.editor.close();
    CHECK(open.editor.closes == round - 1);
    REQUIRE(open.editor.open(open.host.parent(), open.context));
    REQUIRE(open.context.loop.run_until([&] { return open.editor.draws == round; }));
  }
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("two hundred editors that drew text leave nothing behind") {
  X11TestHost host;
  const auto open_and_close = [&] {
    FakeEditorContext context;
    TestEditor editor;
    editor.text = "Lead Vox";
    REQUIRE(editor.open(host.parent(), context));
    REQUIRE(context.loop.run_until([&] { return editor.draws == 1; }));
  };
  const auto allocated = [] {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<std::ptrdiff_t>(info.uordblks + info.hblkhd);
  };
  for (int i = 0; i < 20; ++i) open_and_close();
  const std::ptrdiff_t before = allocated();
  for (int i = 0; i < 200; ++i) open_and_close();
  CHECK((allocated() - before) / 200 < 200);
}
#endif

TEST_CASE("a host that destroys its window first finds the editor unharmed") {
  OpenEditor open;
  open.host.destroy_parent();
  SUBCASE("before the event loop could say so") {}
  SUBCASE("and the event loop says so") {
    REQUIRE(open.context.loop.run_until([&] { return open.context.loop.watches() == 0; }));
  }
  open.editor.invalidate();
  CHECK(open.editor.set_size({300, 150}));
  CHECK(open.editor.set_scale(2));
  open.editor.set_visible(true);
  open.context.loop.run_until_idle();
  CHECK(open.editor.draws == 1);
  open.editor.close();
  CHECK(open.context.loop.watches() == 0);

  open.host.create_parent();
  REQUIRE(open.editor.open(open.host.parent(), open.context));
  CHECK(open.context.loop.run_until([&] { return open.editor.draws == 2; }));
}

TEST_CASE("a display that goes away takes neither the host nor the processor with it") {
  OpenEditor open;
  open.host.kill_childs_connection();
  REQUIRE(open.context.loop.run_until([&] { return open.context.loop.watches() == 0; }));
  open.editor.invalidate();
  open.editor.set_size({300, 150});
  open.editor.close();
  REQUIRE(open.editor.open(open.host.parent(), open.context));
  CHECK(open.context.loop.run_until([&] { return open.editor.draws == 2; }));
}

TEST_CASE("an event that arrived with a write is not left waiting") {
  OpenEditor open(TestEditor::Input::pointer);
  open.host.click_child(10, 10);  // is in the editor's socket now
  open.editor.set_visible(true);  // writes, reads the click into memory, and brings no event itself
  CHECK(open.context.loop.run_until([&] { return open.editor.pointers.size() == 1; }));
}

TEST_CASE("pointer events come in logical pixels, with the wheel as scrolling") {
  X11TestHost host;
  FakeEditorContext context;
  TestEditor editor(TestEditor::Input::pointer);
  REQUIRE(editor.set_scale(2));
  REQUIRE(editor.open(host.parent(), context));
  host.click_child(30, 50, 3);
  host.click_child(30, 50, 5);
  REQUIRE(context.loop.run_until([&] { return editor.pointers.size() == 2; }));
  CHECK(editor.pointers[0].kind == PointerEvent::Kind::press);
  CHECK(editor.pointers[0].button == PointerEvent::Button::right);
  CHECK(editor.pointers[0].position == Point{15, 25});
  CHECK(editor.pointers[1].kind == PointerEvent::Kind::scroll);
  CHECK(editor.pointers[1].scroll_y == -1);
}

TEST_CASE("of the motions in a turn of the loop the newest reaches the editor") {
  OpenEditor open(TestEditor::Input::pointer);
  for (std::int16_t x = 1; x <= 1000; ++x) {
    open.host.point_at_child(XCB_MOTION_NOTIFY, x, 7);
  }
  open.host.sync();
  const int wakeups = open.context.loop.wakeups();
  open.context.loop.run_until_idle();
  // The server may deliver them in more than one piece.
  const auto turns = static_cast<std::size_t>(open.context.loop.wakeups() - wakeups);
  REQUIRE_FALSE(open.editor.pointers.empty());
  CHECK(open.editor.pointers.size() <= turns);
  CHECK(turns < 100);
  CHECK(open.editor.pointers.back().kind == PointerEvent::Kind::move);
  CHECK(open.editor.pointers.back().position == Point{1000, 7});
}

TEST_CASE("presses and releases between motions keep their order and their places") {
  OpenEditor open(TestEditor::Input::pointer);
  const auto move = [&](std::int16_t from, std::int16_t to) {
    for (std::int16_t x = from; x <= to; ++x) open.host.point_at_child(XCB_MOTION_NOTIFY, x, 5);
  };
  move(1, 10);
  open.host.point_at_child(XCB_BUTTON_PRESS, 11, 5, 1);
  move(12, 20);
  open.host.point_at_child(XCB_BUTTON_RELEASE, 21, 5, 1);
  open.host.point_at_child(XCB_BUTTON_PRESS, 22, 5, 4);
  open.host.point_at_child(XCB_BUTTON_PRESS, 23, 5, 4);
  move(24, 30);
  open.host.sync();
  open.context.loop.run_until_idle();
  using Kind = PointerEvent::Kind;
  const std::vector<std::pair<Kind, double>> wanted{
      {Kind::move, 10},   {Kind::press, 11},  {Kind::move, 20}, {Kind::release, 21},
      {Kind::scroll, 22}, {Kind::scroll, 23}, {Kind::move, 30}};
  std::vector<std::pair<Kind, double>> seen;
  for (const PointerEvent& event : open.editor.pointers) {
    seen.emplace_back(event.kind, event.position.x);
  }
  CHECK((seen == wanted));
}

TEST_CASE("an editor may be closed from the motion before a press") {
  OpenEditor open(TestEditor::Input::pointer);
  open.editor.on_pointer = [&] { open.editor.close(); };
  open.host.point_at_child(XCB_MOTION_NOTIFY, 5, 5);
  open.host.point_at_child(XCB_BUTTON_PRESS, 6, 5, 1);
  open.host.sync();
  REQUIRE(open.context.loop.run_until([&] { return open.editor.closes == 1; }));
  CHECK(open.editor.pointers.size() == 1);
}

TEST_CASE("an editor may be closed from its own pointer event") {
  OpenEditor open(TestEditor::Input::pointer);
  open.editor.on_pointer = [&] { open.editor.close(); };
  open.host.click_child(10, 10);
  open.host.click_child(10, 10);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.closes == 1; }));
  CHECK(open.editor.pointers.size() == 1);
  CHECK(open.context.loop.watches() == 0);
}

TEST_CASE("a host without descriptor events is asked for a timer") {
  X11TestHost host;
  FakeEditorContext context;
  context.loop.offers_fds = false;
  TestEditor editor;
  REQUIRE(editor.open(host.parent(), context));
  CHECK(context.loop.timers() == 1);
  while (host.pixel(100, 50) != kRed) context.loop.fire_timers();
  CHECK(editor.draws == 1);
  editor.close();
  CHECK(context.loop.timers() == 0);
}

TEST_CASE("what makes opening impossible is said, and opening can be tried again") {
  X11TestHost host;
  FakeEditorContext context;
  TestEditor editor;
  const std::string display = std::getenv("DISPLAY");
  const auto message_of = [&](ParentWindow parent) {
    const auto result = editor.open(parent, context);
    REQUIRE_FALSE(result.has_value());
    CHECK(context.loop.watches() == 0);
    return result.error().message;
  };
  CHECK(message_of({0x123}).find("0x123 does not exist") != std::string::npos);
  context.loop.offers_fds = context.loop.offers_timers = false;
  CHECK(message_of(host.parent()).find("neither file descriptor") != std::string::npos);
  context.loop.offers_fds = true;
  setenv("DISPLAY", ":99999", 1);
  CHECK(message_of(host.parent()).find("DISPLAY is :99999") != std::string::npos);
  unsetenv("DISPLAY");
  CHECK(message_of(host.parent()).find("DISPLAY is not set") != std::string::npos);
  setenv("DISPLAY", display.c_str(), 1);
  REQUIRE(editor.open(host.parent(), context));
  CHECK(context.loop.run_until([&] { return editor.draws == 1; }));
}

}  // namespace
}  // namespace attacca::gui
