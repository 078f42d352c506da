// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/canvas_editor.hpp"

#include <limits>

#include <doctest/doctest.h>

#include "tests/gui/fake_editor_context.hpp"

// What an editor promises before it has a window; x11_editor_test.cpp goes on from there.
namespace attacca::gui {
namespace {

class PlainEditor : public CanvasEditor {
 public:
  explicit PlainEditor(const EditorSizes& sizes) : CanvasEditor(sizes) {}
  using CanvasEditor::request_size;

 protected:
  void draw(Canvas&, LogicalSize) override {}
};

constexpr EditorSizes kFlexible{
    .preferred = {200, 100}, .minimum = {100, 50}, .maximum = {400, 300}};

TEST_CASE("an editor whose limits are its size cannot be resized") {
  PlainEditor editor({.preferred = {200, 100}});
  CHECK_FALSE(editor.can_resize());
  CHECK(editor.size() == PhysicalSize{200, 100});
  CHECK(editor.constrain({300, 300}) == PhysicalSize{200, 100});
  CHECK_FALSE(editor.set_size({201, 100}));
  CHECK(editor.set_size({200, 100}));
}

TEST_CASE("each side is held within its own limits") {
  PlainEditor editor(kFlexible);
  CHECK(editor.can_resize());
  CHECK(editor.constrain({50, 200}) == PhysicalSize{100, 200});
  CHECK(editor.constrain({250, 999}) == PhysicalSize{250, 300});
  CHECK(editor.set_size({250, 120}));
  CHECK(editor.size() == PhysicalSize{250, 120});
  CHECK_FALSE(editor.set_size({50, 120}));
  CHECK(editor.size() == PhysicalSize{250, 120});
}

TEST_CASE("a scale set before opening changes the size to open with, and the limits") {
  PlainEditor editor(kFlexible);
  CHECK(editor.set_scale(1.5));
  CHECK(editor.size() == PhysicalSize{300, 150});
  CHECK(editor.constrain({1, 9999}) == PhysicalSize{150, 450});
  CHECK(editor.set_scale(1));
  CHECK(editor.size() == PhysicalSize{200, 100});
}

TEST_CASE("a scale that makes no sense is refused and changes nothing") {
  PlainEditor editor(kFlexible);
  for (const double scale : {0.0, -1.0, 100.0, std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::infinity()}) {
    CHECK_FALSE(editor.set_scale(scale));
  }
  CHECK(editor.size() == PhysicalSize{200, 100});
}

TEST_CASE("everything is harmless on an editor that is not open") {
  PlainEditor editor(kFlexible);
  editor.close();
  editor.set_visible(true);
  CHECK_FALSE(editor.request_size({300, 200}));
  editor.close();
}

}  // namespace
}  // namespace attacca::gui
