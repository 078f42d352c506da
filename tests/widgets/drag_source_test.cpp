// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/drag_source.hpp"

#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/label.hpp"
#include "attacca/widgets/layout.hpp"
#include "tests/widgets/rig.hpp"

namespace attacca::widgets {
namespace {

struct DragRig : SomeParams {
  int asked = 0;
  std::vector<bool> ended;
  WidgetRig rig{drag_source(
                    label("Drag me"),
                    [this] {
                      ++asked;
                      return gui::DragContent{.files = {"/tmp/a.mid"}};
                    },
                    [this](bool taken) { ended.push_back(taken); }),
                *this};
};

TEST_CASE("a drag begins some pixels from its press, with what there is to drag then") {
  DragRig drag;
  drag.rig.press({50, 50});
  drag.rig.move({53, 52});
  CHECK(drag.asked == 0);
  drag.rig.move({57, 54});
  drag.rig.move({80, 80});
  CHECK(drag.asked == 1);
  REQUIRE(drag.rig.window.drags.size() == 1);
  CHECK(drag.rig.window.drags[0].files == std::vector<std::string>{"/tmp/a.mid"});
  CHECK(drag.rig.tree.captured() == nullptr);
  drag.rig.tree.drag_ended(true);
  drag.rig.tree.drag_ended(false);  // of no drag
  CHECK(drag.ended == std::vector<bool>{true});
}

TEST_CASE("a click, and a move after it, drag nothing") {
  DragRig drag;
  drag.rig.click({50, 50});
  drag.rig.move({90, 90});
  CHECK(drag.asked == 0);
}

TEST_CASE("a knob in what can be dragged is turned") {
  SomeParams params;
  int asked = 0;
  WidgetRig rig(drag_source(knob(params.gain),
                            [&asked] {
                              ++asked;
                              return gui::DragContent{.text = "gain"};
                            }),
                params);
  rig.press({200, 150});
  rig.move({200, 100});
  rig.release({200, 100});
  CHECK(asked == 0);
  CHECK_FALSE(rig.context.edits.empty());
}

TEST_CASE("who has gone meanwhile hears of no end") {
  SomeParams params;
  int ended = 0;
  auto owned = column();
  Widget& root = *owned;
  root.add(stretched(drag_source(
      label("x"), [] { return gui::DragContent{.text = "x"}; }, [&ended](bool) { ++ended; })));
  WidgetRig rig(std::move(owned), params);
  rig.press({50, 50});
  rig.move({80, 80});
  REQUIRE(rig.window.drags.size() == 1);
  root.remove_children();
  rig.tree.drag_ended(true);
  CHECK(ended == 0);
}

TEST_CASE("each drag's end is told to who began it, also when another one has begun") {
  SomeParams params;
  std::vector<std::string> ended;
  const auto from = [&](const std::string& name) {
    return stretched(drag_source(
        label(name), [name] { return gui::DragContent{.text = name}; },
        [&ended, name](bool taken) { ended.push_back(name + (taken ? " taken" : " not")); }));
  };
  WidgetRig rig(column({.gap = 0}, from("first"), from("second")), params);
  for (const double y : {50.0, 250.0}) {
    rig.press({50, y});
    rig.move({80, y});
  }
  REQUIRE(rig.window.drags.size() == 2);
  rig.tree.drag_ended(false);
  CHECK(ended == std::vector<std::string>{"first not"});
  rig.tree.drag_ended(true);
  CHECK(ended.back() == "second taken");
}

}  // namespace
}  // namespace attacca::widgets
