// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/widgets/button.hpp"
#include "attacca/widgets/curve_editor.hpp"
#include "attacca/widgets/drag_source.hpp"
#include "attacca/widgets/file_area.hpp"
#include "attacca/widgets/label.hpp"
#include "attacca/widgets/layout.hpp"
#include "attacca/widgets/list.hpp"
#include "attacca/widgets/piano.hpp"
#include "attacca/widgets/widget_tree.hpp"
#include "tests/widgets/rig.hpp"

// Widgets that are removed by their own code, or by what that calls.
namespace attacca::widgets {
namespace {

/// Says when it ends.
class Witness final : public Widget {
 public:
  explicit Witness(bool& lives) : lives_(lives) { lives_ = true; }
  ~Witness() override { lives_ = false; }

 private:
  bool& lives_;
};

/// Widgets that an author removes from inside one of them.
struct Removal : SomeParams {
  bool lives = false;         ///< who is removed
  bool lived_inside = false;  ///< after it was removed, in its own code
  Edits done;
  std::unique_ptr<WidgetRig> rig;

  void show(std::unique_ptr<Widget> widget) {
    widget->add(std::make_unique<Witness>(lives)).set_visible(false);
    widget->set_stretch(1);
    auto root = column();
    root->add(std::move(widget));
    rig = std::make_unique<WidgetRig>(std::move(root), *this);
  }
  void remove() {
    rig->tree.root().remove_children();
    lived_inside = lives;
  }
  void check() const {
    CHECK(lived_inside);
    CHECK_FALSE(lives);
  }
};

/// Calls what a test says wherever it is called.
class Probe final : public Widget {
 public:
  std::function<void(const std::string&)> on;
  bool takes_focus() const override { return true; }
  bool wants_frames() const override { return true; }
  bool pointer(const gui::PointerEvent& event) override {
    const bool scrolls = event.kind == gui::PointerEvent::Kind::scroll;
    if (event.kind == gui::PointerEvent::Kind::press) on("press");
    if (scrolls) on("scroll");
    return !scrolls;
  }
  bool key(const gui::KeyEvent&) override {
    on("key");
    return false;
  }
  void hover_changed(bool is_hovered) override { on(is_hovered ? "hover" : "no hover"); }
  void focus_changed(bool has_focus) override { on(has_focus ? "focus" : "no focus"); }
  void param_changed(const Param&) override { on("param"); }
  void frame() override { on("frame"); }
  void closing() noexcept override { on("closing"); }
};

struct ProbeRemoval : Removal {
  explicit ProbeRemoval(const std::string& when) {
    auto owned = std::make_unique<Probe>();
    owned->on = [this, when](const std::string& what) {
      done.push_back(what);
      if (what == when) remove();
    };
    show(std::move(owned));
    done.clear();
  }
  Widget& probe() { return *rig->tree.root().children()[0]; }
};

TEST_CASE("who is removed by its own code lives until the event has been dealt with") {
  SUBCASE("a press") {
    ProbeRemoval removal("press");
    removal.rig->press({50, 50});
    removal.check();
    CHECK(removal.rig->tree.captured() == nullptr);
    removal.rig->move({60, 60});
    removal.rig->release({60, 60});
  }
  SUBCASE("the pointer above it, which then presses nothing") {
    ProbeRemoval removal("hover");
    removal.rig->press({50, 50});
    removal.check();
    CHECK(removal.done == Edits{"hover", "no hover", "closing"});
  }
  SUBCASE("a key, while the focus goes elsewhere") {
    ProbeRemoval removal("key");
    removal.rig->tree.focus(&removal.probe());
    removal.rig->key(gui::Key::left);
    removal.check();
    CHECK(removal.rig->tree.focused() == nullptr);
  }
  SUBCASE("the focus") {
    ProbeRemoval removal("focus");
    removal.rig->tree.focus(&removal.probe());
    removal.check();
    CHECK(removal.rig->tree.focused() == nullptr);
  }
  SUBCASE("news of a parameter") {
    ProbeRemoval removal("param");
    removal.rig->tree.param_changed(removal.gain);
    removal.check();
  }
  SUBCASE("a frame") {
    ProbeRemoval removal("frame");
    removal.rig->tree.tick();
    removal.check();
    CHECK(removal.done == Edits{"frame", "closing"});
    removal.rig->tree.tick();
  }
}

TEST_CASE("who is removed by another one's code is told nothing more") {
  SomeParams params;
  auto owned = row();
  Widget& root = *owned;
  Edits done;
  const auto add = [&](const std::string& name) {
    auto probe = std::make_unique<Probe>();
    probe->on = [&done, &root, name](const std::string& what) {
      done.push_back(name + " " + what);
      if (what == "frame") root.remove_children();
    };
    root.add(std::move(probe));
  };
  add("first");
  add("second");
  WidgetRig rig(std::move(owned), params);
  rig.tree.tick();
  CHECK(done == Edits{"first frame", "first closing", "second closing"});
}

TEST_CASE("what a removed widget lies in is removed as well, and is not asked what it left") {
  SomeParams params;
  auto owned = column();
  Widget& root = *owned;
  Edits done;
  std::string removes;
  const auto make = [&](const std::string& name) {
    auto probe = std::make_unique<Probe>();
    probe->on = [&, name](const std::string& what) {
      if (what == "scroll" || what == "key") done.push_back(name + " " + what);
      if (what != removes || name != "inner") return;
      WidgetTree& tree = *root.tree();
      root.remove_children();
      tree.focus(&root);  // so that somebody has the keys
    };
    probe->set_stretch(1);
    return probe;
  };
  Widget& outer = root.add(make("outer"));
  Widget& inner = outer.add(make("inner"));
  WidgetRig rig(std::move(owned), params);
  SUBCASE("a wheel") {
    removes = "scroll";
    rig.point(gui::PointerEvent::Kind::scroll, {50, 50});
    CHECK(done == Edits{"inner scroll"});
  }
  SUBCASE("a key") {
    removes = "key";
    rig.tree.focus(&inner);
    rig.key(gui::Key::left);
    CHECK(done == Edits{"inner key"});
  }
}

TEST_CASE("from outside, who is removed ends at once") {
  ProbeRemoval removal("never");
  removal.rig->tree.root().remove_children();
  CHECK_FALSE(removal.lives);
}

TEST_CASE("what is dragged may remove where it is dragged from, and is dragged all the same") {
  Removal removal;
  int ended = 0;
  removal.show(drag_source(
      label("Drag me"),
      [&] {
        removal.remove();
        return gui::DragContent{.text = "C4"};
      },
      [&ended](bool) { ++ended; }));
  removal.rig->press({50, 50});
  removal.rig->move({80, 80});
  removal.check();
  CHECK(removal.rig->window.drags.size() == 1);
  removal.rig->tree.drag_ended(true);
  CHECK(ended == 0);
}

TEST_CASE("a curve's author may remove its editor at each of its calls") {
  for (const char* const when : {"begin", "write", "end"}) {
    CAPTURE(when);
    Removal removal;
    BreakpointCurve kept;
    bool is_removed = false;
    const auto call = [&](const std::string& what) {
      if (what == when && !std::exchange(is_removed, true)) removal.remove();
    };
    removal.show(curve_editor({.read = [&] { return kept; },
                               .write =
                                   [&](const BreakpointCurve& curve) {
                                     kept = curve;
                                     call("write");
                                   },
                               .begin = [&] { call("begin"); },
                               .end = [&] { call("end"); }}));
    removal.rig->press({10, 290});
    removal.rig->move({10, 150});
    removal.rig->release({10, 150});
    removal.check();
    CHECK(removal.rig->tree.bubble().empty());
  }
}

TEST_CASE("a button, and a place for files, may remove themselves") {
  Removal removal;
  SUBCASE("by the pointer") {
    removal.show(button("Close", [&] { removal.remove(); }));
    removal.rig->click({50, 20});
  }
  SUBCASE("by a key") {
    removal.show(button("Close", [&] { removal.remove(); }));
    removal.rig->tree.focus(removal.rig->tree.root().children()[0].get());
    removal.rig->key(gui::Key::enter);
  }
  SUBCASE("by what is dropped") {
    removal.show(
        file_area(label("Drop"), [&](const std::vector<std::string>&) { removal.remove(); }));
    removal.rig->tree.files_dropped({50, 50}, {"/tmp/a.wav"});
  }
  removal.check();
}

TEST_CASE("a choice in a list may remove the list") {
  Removal removal;
  auto owned = list();
  owned->set_lines({"A", "B", "C"});
  owned->on_choice([&](std::size_t) { removal.remove(); });
  removal.show(std::move(owned));
  removal.rig->click({50, 20});
  removal.check();
}

TEST_CASE("a piano that is removed as one key is let go of plays no other one") {
  Removal removal;
  std::vector<std::pair<int, bool>> played;
  removal.show(piano({.first_key = 60, .keys = 12, .play = [&](int key, double velocity) {
                        played.emplace_back(key, velocity > 0);
                        if (velocity == 0 && removal.lives) removal.remove();
                      }}));
  removal.rig->press({20, 280});
  removal.rig->move({390, 280});
  removal.check();
  CHECK(played == std::vector<std::pair<int, bool>>{{60, true}, {60, false}});
}

TEST_CASE("a popup that is closed as it closes is closed once") {
  SomeParams params;
  WidgetRig rig(column(), params);
  auto owned = std::make_unique<Probe>();
  int closed = 0;
  owned->on = [&](const std::string& what) {
    if (what != "closing") return;
    ++closed;
    rig.tree.close_popup();
  };
  rig.tree.show_popup(std::move(owned), {10, 10, 0, 0});
  rig.tree.close_popup();
  CHECK(closed == 1);
  CHECK(rig.tree.popup() == nullptr);
}

}  // namespace
}  // namespace attacca::widgets
