// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/canvas_editor.hpp"
#include "tests/gui/fake_editor_context.hpp"
#include "tests/gui/x11/file_source.hpp"
#include "tests/gui/x11/test_host.hpp"

// Files that another program's user drags above an editor and drops there, on a real X server.
namespace attacca::gui {
namespace {

using Files = std::vector<std::string>;

/// Takes files in its left half.
class FileEditor final : public CanvasEditor {
 public:
  explicit FileEditor(bool takes)
      : CanvasEditor({.preferred = {200, 100}}, Input::pointer), takes_(takes) {}

  std::vector<Point> above;
  std::vector<Files> dropped;
  Point dropped_at;
  int left = 0;
  std::size_t pointers = 0;
  std::function<void()> on_drag = [] {};

 private:
  void draw(Canvas&, LogicalSize) override {}
  void pointer(const PointerEvent&) override { ++pointers; }
  [[nodiscard]] bool takes_files() const override { return takes_; }
  bool takes_files_at(Point place) override {
    above.push_back(place);
    on_drag();
    return place.x < 100;
  }
  void files_left() override {
    ++left;
    on_drag();
  }
  void files_dropped(Point place, const Files& files) override {
    dropped_at = place;
    dropped.push_back(files);
    on_drag();
  }
  bool takes_;
};

struct OpenFiles {
  explicit OpenFiles(double scale = 1, bool takes = true) : editor(takes) {
    REQUIRE(editor.set_scale(scale));
    REQUIRE(editor.open(host.parent(), context));
    context.loop.run_until_idle();
    source.emplace(host.child());
    source->list = "file:///tmp/kick.wav\r\n";
  }
  bool until(const std::function<bool()>& done) {
    return context.loop.run_until([&] {
      source->read();
      return done();
    });
  }
  bool wants(std::int16_t x, std::int16_t y) {
    source->move(x, y);
    REQUIRE(until([&] { return source->wanted.has_value(); }));
    return *source->wanted;
  }
  bool takes() {
    source->drop();
    REQUIRE(until([&] { return source->taken.has_value(); }));
    context.loop.run_until_idle();
    return *source->taken;
  }
  X11TestHost host;
  FakeEditorContext context;
  FileEditor editor;
  std::optional<X11FileSource> source;
};

const std::vector<std::string> kFiles{"text/plain", "text/uri-list"};

TEST_CASE("files are dropped where an editor wants them, in logical pixels") {
  OpenFiles open(2);
  CHECK(open.source->version_of_target() == 5);
  open.source->list = "file:///tmp/kick.wav\r\nfile:///tmp/sn%C3%A4re.wav\r\n";
  open.source->enter(kFiles);
  CHECK_FALSE(open.wants(300, 40));
  CHECK(open.wants(100, 60));
  CHECK(open.editor.above == std::vector<Point>{{150, 20}, {50, 30}});
  CHECK(open.takes());
  CHECK(open.editor.dropped == std::vector<Files>{{"/tmp/kick.wav", "/tmp/snäre.wav"}});
  CHECK(open.editor.dropped_at == Point{50, 30});
  CHECK(open.editor.left == 0);
}

TEST_CASE("what is dropped where it is not wanted is refused") {
  OpenFiles open;
  open.source->enter(kFiles);
  CHECK_FALSE(open.wants(150, 50));
  CHECK_FALSE(open.takes());
  CHECK(open.editor.dropped.empty());
  CHECK(open.editor.left == 1);
}

TEST_CASE("a drag that goes on elsewhere is over, and another one may come") {
  OpenFiles open;
  open.source->enter(kFiles);
  CHECK(open.wants(50, 50));
  open.source->leave();
  REQUIRE(open.until([&] { return open.editor.left == 1; }));
  open.source->drop();  // of no drag
  open.context.loop.run_until_idle();
  CHECK(open.editor.dropped.empty());
  open.source->enter(kFiles);
  CHECK(open.wants(50, 50));
  CHECK(open.takes());
  CHECK(open.editor.dropped.size() == 1);
}

TEST_CASE("what are no files is not wanted anywhere, and files among many types are") {
  OpenFiles open;
  open.source->enter({"text/plain", "image/png"});
  CHECK_FALSE(open.wants(50, 50));
  open.source->leave();
  CHECK(open.editor.above.empty());
  open.source->enter({"a/a", "b/b", "c/c", "d/d", "text/uri-list"});
  CHECK(open.wants(50, 50));
}

TEST_CASE("files that are not given away, too many, or of elsewhere are no drop") {
  OpenFiles open;
  SUBCASE("refused") {
    open.source->has_it = false;
  }
  SUBCASE("too many") {
    open.source->list = "file:///" + std::string(100000, 'x');
  }
  SUBCASE("of another machine") {
    open.source->list = "file://elsewhere.example.org/a\r\n";
  }
  SUBCASE("none") {
    open.source->list = "";
  }
  open.source->enter(kFiles);
  CHECK(open.wants(50, 50));
  CHECK_FALSE(open.takes());
  CHECK(open.editor.dropped.empty());
  CHECK(open.editor.left == 1);
}

TEST_CASE("a program that ends while its files are dragged leaves no drag behind") {
  OpenFiles open;
  open.source->enter(kFiles);
  CHECK(open.wants(50, 50));
  SUBCASE("above the editor") {
    open.source.reset();
  }
  SUBCASE("before it has given away what was dropped") {
    open.source->drop();
    open.source.reset();
  }
  CHECK(open.context.loop.run_until([&] { return open.editor.left == 1; }));
  CHECK(open.editor.dropped.empty());
}

TEST_CASE("files are dropped by a slow program after the pointer has moved on") {
  OpenFiles open;
  open.source->enter(kFiles);
  CHECK(open.wants(50, 50));
  const std::size_t before = open.editor.pointers;
  open.host.point_at_child(XCB_MOTION_NOTIFY, 60, 50);
  SUBCASE("and a button is down again") {
    open.host.point_at_child(XCB_BUTTON_PRESS, 60, 50, 1);
  }
  open.host.sync();
  CHECK(open.context.loop.run_until([&] { return open.editor.pointers > before; }));
  CHECK(open.takes());
  CHECK(open.editor.dropped == std::vector<Files>{{"/tmp/kick.wav"}});
}

TEST_CASE("a press says that files are not above the editor any more, whoever forgets to say it") {
  OpenFiles open;
  open.source->enter(kFiles);
  CHECK(open.wants(50, 50));
  open.host.click_child(60, 50);
  CHECK(open.context.loop.run_until([&] { return open.editor.pointers == 1; }));
  CHECK(open.editor.left == 1);
  open.source->leave();
  open.source->enter(kFiles);
  CHECK(open.wants(50, 50));
  CHECK(open.editor.left == 1);
}

TEST_CASE("an editor may be closed by what is dragged above it") {
  OpenFiles open;
  open.source->enter(kFiles);
  SUBCASE("at once") {
    open.editor.on_drag = [&] { open.editor.close(); };
    open.source->move(50, 50);
  }
  SUBCASE("when it is dropped") {
    CHECK(open.wants(50, 50));
    open.editor.on_drag = [&] { open.editor.close(); };
    CHECK(open.takes());
  }
  SUBCASE("when it leaves") {
    CHECK(open.wants(50, 50));
    open.editor.on_drag = [&] { open.editor.close(); };
    open.source->leave();
  }
  CHECK(open.context.loop.run_until([&] { return open.context.loop.watches() == 0; }));
}

TEST_CASE("an editor without a place for files leaves them to the host") {
  OpenFiles open(1, false);
  CHECK(open.source->version_of_target() == 0);
  open.source->enter(kFiles);
  open.source->move(50, 50);
  open.source->drop();
  open.context.loop.run_until_idle();
  open.source->read();
  CHECK_FALSE(open.source->wanted.has_value());
  CHECK(open.editor.dropped.empty());
}

}  // namespace
}  // namespace attacca::gui
