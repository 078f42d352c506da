// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include <dlfcn.h>
#include <doctest/doctest.h>

#include "attacca/gui/canvas_editor.hpp"
#include "attacca/gui/image_canvas.hpp"
#include "tests/gui/fake_editor_context.hpp"

// A host brought a Pango of its own: the loader takes the library that is in the process already,
// whoever asks for one of that name. FOREIGN_PANGO is the path of a library that has the name and
// none of the functions, PLUGIN that of a plugin that draws.
namespace attacca::gui {
namespace {

struct ForeignPango {
  ForeignPango() : handle(dlopen(FOREIGN_PANGO, RTLD_NOW | RTLD_LOCAL)) {
    REQUIRE((handle != nullptr));
    void* const found = dlopen("libpangocairo-1.0.so.0", RTLD_NOW | RTLD_NOLOAD);
    REQUIRE((found == handle));
  }
  void* handle;
};

class PlainEditor : public CanvasEditor {
 public:
  PlainEditor() : CanvasEditor({.preferred = {200, 100}}) {}

 protected:
  void draw(Canvas&, LogicalSize) override {}
};

TEST_CASE("a plugin that draws is loaded beside a Pango that it cannot draw with") {
  const ForeignPango pango;
  void* const plugin = dlopen(PLUGIN, RTLD_NOW | RTLD_LOCAL);
  const char* const error = dlerror();
  CHECK_MESSAGE(plugin != nullptr, std::string(error != nullptr ? error : ""));
}

TEST_CASE("its editor says what is missing") {
  const ForeignPango pango;
  FakeEditorContext context;
  PlainEditor editor;
  const auto opened = editor.open({1}, context);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().message.starts_with("cannot open the editor: cannot draw: the Pango"));
  CHECK(opened.error().message.find(" has no function ") != std::string::npos);
}

TEST_CASE("a picture swallows the drawing, and says why it cannot be written") {
  const ForeignPango pango;
  ImageCanvas picture({20, 20});
  picture.canvas().fill({0, 0, 20, 20}, Paint(Color{255, 0, 0, 255}));
  CHECK(picture.canvas().draw_text({0, 0}, "word", {}).size.width == 0);
  CHECK(picture.pixel(5, 5).alpha == 0);
  const auto written = picture.write_png("/nowhere/picture.png");
  REQUIRE_FALSE(written);
  CHECK(written.error().message.find(" has no function ") != std::string::npos);
}

}  // namespace
}  // namespace attacca::gui
