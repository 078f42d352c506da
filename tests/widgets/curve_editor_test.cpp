// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/curve_editor.hpp"

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/widgets/rig.hpp"

namespace attacca::widgets {
namespace {

/// An open editor of a curve; what it does to it is written down.
struct CurveRig : SomeParams {
  BreakpointCurve kept;
  std::vector<std::string> done;
  WidgetRig rig{curve_editor({.read = [this] { return kept; },
                              .write =
                                  [this](const BreakpointCurve& curve) {
                                    kept = curve;
                                    done.emplace_back("write");
                                  },
                              .begin = [this] { done.emplace_back("begin"); },
                              .end = [this] { done.emplace_back("end"); }}),
                *this};
  CurveEditor& editor() { return static_cast<CurveEditor&>(rig.tree.root()); }
  /// Of the rig's 400 × 300, ten of which are the border on each side.
  static gui::Point at(double x, double y) { return {10 + 380 * x, 290 - 280 * y}; }
  void drag(gui::Point from, gui::Point to) {
    rig.press(from);
    rig.move({(from.x + to.x) / 2, (from.y + to.y) / 2});
    rig.move(to);
    rig.release(to);
  }
  void double_click(gui::Point place) {
    rig.click(place);
    rig.click(place, 2);
  }
};

TEST_CASE("a point is added where a double click is, dragged in one gesture, and taken away") {
  CurveRig curve;
  curve.double_click(CurveRig::at(0.25, 0.75));
  REQUIRE(curve.kept.points().size() == 3);
  CHECK(curve.kept.points()[1].x == doctest::Approx(0.25));
  CHECK(curve.kept.points()[1].y == doctest::Approx(0.75));
  CHECK(curve.done == Edits{"begin", "write", "end"});
  curve.done.clear();
  curve.drag(CurveRig::at(0.25, 0.75), CurveRig::at(0.5, 0.25));
  CHECK(curve.kept.points()[1].x == doctest::Approx(0.5));
  CHECK(curve.kept.points()[1].y == doctest::Approx(0.25));
  CHECK(curve.done == Edits{"begin", "write", "write", "end"});
  curve.double_click(CurveRig::at(0.5, 0.25));
  CHECK(curve.kept == BreakpointCurve());
}

TEST_CASE("points stay between their neighbours, and the ends keep their place") {
  CurveRig curve;
  curve.double_click(CurveRig::at(0.5, 0.9));
  curve.drag(CurveRig::at(0.5, 0.9), {5000, -5000});
  CHECK(curve.kept.points()[1].x == 1.0);
  CHECK(curve.kept.points()[1].y == 1.0);
  curve.drag(CurveRig::at(0, 0), CurveRig::at(0.5, 0.4));
  CHECK(curve.kept.points()[0].x == 0.0);
  CHECK(curve.kept.points()[0].y == doctest::Approx(0.4));
  curve.double_click(CurveRig::at(0, 0.4));
  CHECK(curve.kept.points().size() == 3);
}

TEST_CASE(
    "the handle between two points bends the way, up or down, and a double click straightens") {
  CurveRig curve;
  curve.drag(CurveRig::at(0.5, 0.5), CurveRig::at(0.5, 0.75));
  CHECK(curve.kept.points()[0].bend == doctest::Approx(0.5));
  CHECK(curve.kept.at(0.5) > 0.8);
  curve.drag(CurveRig::at(0.5, curve.kept.at(0.5)), {200, 5000});
  CHECK(curve.kept.points()[0].bend == -1.0);
  curve.double_click(CurveRig::at(0.5, curve.kept.at(0.5)));
  CHECK(curve.kept == BreakpointCurve());
}

TEST_CASE("by the keyboard alone: choose, add, move, bend, take away") {
  CurveRig curve;
  curve.rig.tree.focus(&curve.editor());
  CHECK(curve.rig.key(gui::Key::insert));
  REQUIRE(curve.kept.points().size() == 3);
  CHECK(curve.editor().chosen() == 1);
  for (int i = 0; i < 10; ++i) curve.rig.key(gui::Key::up);
  for (int i = 0; i < 20; ++i) curve.rig.key(gui::Key::left);
  curve.rig.key(gui::Key::right, true);  // ten times as fine
  CHECK(curve.kept.points()[1].x == doctest::Approx(0.301));
  CHECK(curve.kept.points()[1].y == doctest::Approx(0.6));
  curve.rig.type("++-");
  CHECK(curve.kept.points()[1].bend == doctest::Approx(0.05));
  curve.rig.type("0");
  CHECK(curve.kept.points()[1].bend == 0);
  curve.rig.key(gui::Key::page_down);
  CHECK(curve.editor().chosen() == 2);
  curve.rig.key(gui::Key::page_down);
  CHECK(curve.editor().chosen() == 0);
  curve.rig.key(gui::Key::page_up);
  CHECK(curve.editor().chosen() == 2);
  curve.rig.key(gui::Key::del);
  CHECK(curve.kept.points().size() == 3);
  curve.rig.key(gui::Key::home);
  curve.rig.key(gui::Key::page_down);
  curve.rig.key(gui::Key::del);
  CHECK(curve.kept.points().size() == 2);
  CHECK_FALSE(curve.rig.type("q"));  // the host's
}

TEST_CASE("each gesture is one step back and forth, and without steps the keys are the host's") {
  CurveRig curve;
  curve.rig.tree.focus(&curve.editor());
  CHECK_FALSE(curve.rig.control(U'z'));
  curve.double_click(CurveRig::at(0.25, 0.75));
  const BreakpointCurve added = curve.kept;
  curve.drag(CurveRig::at(0.25, 0.75), CurveRig::at(0.6, 0.2));
  const BreakpointCurve dragged = curve.kept;
  CHECK(curve.rig.control(U'z'));
  CHECK(curve.kept == added);
  CHECK(curve.rig.control(U'z'));
  CHECK(curve.kept == BreakpointCurve());
  CHECK_FALSE(curve.rig.control(U'z'));
  CHECK(curve.rig.control(U'y'));
  CHECK(curve.rig.control(U'y'));
  CHECK(curve.kept == dragged);
  CHECK_FALSE(curve.rig.control(U'y'));
  curve.rig.control(U'z');
  curve.rig.key(gui::Key::up);  // another way on: nothing to do again
  CHECK_FALSE(curve.rig.control(U'y'));
}

TEST_CASE("a press that changes nothing is no step, and closing ends a gesture") {
  CurveRig curve;
  curve.rig.click(CurveRig::at(0, 0));
  CHECK(curve.done == Edits{"begin", "end"});
  curve.rig.tree.focus(&curve.editor());
  CHECK_FALSE(curve.rig.control(U'z'));
  curve.done.clear();
  curve.rig.press(CurveRig::at(0, 0));
  curve.rig.move(CurveRig::at(0, 0.5));
  curve.rig.tree.closing();
  CHECK(curve.done == Edits{"begin", "write", "end"});
  curve.rig.tree.opened();
  CHECK(curve.kept.points()[0].y == doctest::Approx(0.5));
}

TEST_CASE("another value from elsewhere is shown, and the steps are forgotten") {
  ParamSet params;
  FieldSet fields;
  Field<BreakpointCurve> field{fields, {.id = "curve"}};
  SomeParams some;
  BreakpointCurve kept;
  WidgetRig rig(curve_editor({.read = [&] { return kept; },
                              .write = [&](const BreakpointCurve& curve) { kept = curve; },
                              .field = &field}),
                some);
  auto& editor = static_cast<CurveEditor&>(rig.tree.root());
  rig.tree.focus(&editor);
  rig.key(gui::Key::insert);
  rig.tree.field_changed(field);  // our own edit
  CHECK(rig.control(U'z'));
  rig.control(U'y');
  kept = *BreakpointCurve::through({{0, 1, 0}, {1, 0, 0}});
  rig.tree.field_changed(field);
  CHECK(editor.curve() == kept);
  CHECK(editor.chosen() == 1);
  CHECK_FALSE(rig.control(U'z'));
}

/// A curve in a field, as it is dragged by its first point.
struct DraggedField : SomeParams {
  DraggedField() {
    rig.press(CurveRig::at(0, 0));
    rig.move(CurveRig::at(0, 0.25));
    rig.tree.field_changed(field);  // our own edit
    REQUIRE(editor().curve().points()[0].y == doctest::Approx(0.25));
  }
  CurveEditor& editor() { return static_cast<CurveEditor&>(rig.tree.root()); }
  FieldSet fields;
  Field<BreakpointCurve> field{fields, {.id = "curve"}};
  BreakpointCurve kept;
  Edits done;
  bool rounds = false;
  WidgetRig rig{curve_editor({.read = [this] { return kept; },
                              .write =
                                  [this](const BreakpointCurve& curve) {
                                    kept = curve;
                                    if (rounds) kept.move(0, 0, std::round(4 * curve.at(0)) / 4);
                                    done.emplace_back("write");
                                  },
                              .begin = [this] { done.emplace_back("begin"); },
                              .end = [this] { done.emplace_back("end"); },
                              .field = &field}),
                *this};
};

TEST_CASE("a state that is loaded in the middle of a gesture is kept, and the gesture ends") {
  DraggedField dragged;
  const BreakpointCurve loaded = *BreakpointCurve::through({{0, 1, 0}, {1, 0, 0}});
  dragged.kept = loaded;
  dragged.rig.tree.field_changed(dragged.field);
  CHECK(dragged.editor().curve() == loaded);
  CHECK(dragged.rig.tree.bubble().empty());
  dragged.rig.move(CurveRig::at(0, 0.5));
  dragged.rig.release(CurveRig::at(0, 0.5));
  CHECK(dragged.kept == loaded);
  CHECK(dragged.done == Edits{"begin", "write", "end"});
  dragged.rig.tree.focus(&dragged.editor());
  CHECK_FALSE(dragged.rig.control(U'z'));
}

TEST_CASE("a gesture goes on where what it writes is rounded") {
  DraggedField dragged;
  dragged.rounds = true;
  for (const double y : {0.3, 0.4, 0.7}) {
    dragged.rig.move(CurveRig::at(0, y));
    dragged.rig.tree.field_changed(dragged.field);
  }
  CHECK(dragged.kept.at(0) == 0.75);
  CHECK(dragged.done == Edits{"begin", "write", "write", "write", "write"});
}

TEST_CASE("the last point has nothing to bend, and keys that would are no gesture") {
  CurveRig curve;
  curve.rig.tree.focus(&curve.editor());
  curve.rig.key(gui::Key::end);
  CHECK(curve.rig.type("+-0"));
  CHECK(curve.done.empty());
  CHECK(curve.kept == BreakpointCurve());
}

TEST_CASE("in no room at all nothing is drawn or done") {
  SomeParams params;
  BreakpointCurve kept;
  WidgetTree tree(curve_editor({.read = [&] { return kept; },
                                .write = [&](const BreakpointCurve& curve) { kept = curve; }}));
  gui::ImageCanvas image({10, 10});
  tree.draw(image.canvas(), {10, 10});
  gui::PointerEvent event;
  event.kind = gui::PointerEvent::Kind::press;
  event.button = gui::PointerEvent::Button::left;
  event.position = {5, 5};
  tree.pointer(event);
  CHECK(kept == BreakpointCurve());
}

}  // namespace
}  // namespace attacca::widgets
