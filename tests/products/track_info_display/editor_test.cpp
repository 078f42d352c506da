// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <string_view>

#include <doctest/doctest.h>

#include "attacca/build_identity.hpp"
#include "products/track_info_display/track_info_editor.hpp"
#include "tests/gui/fake_editor_context.hpp"
#include "tests/gui/x11/test_host.hpp"

std::string_view attacca::build_identity_json() noexcept {
  return R"({"plugin":"test","revision":"0123456789","dirty":false})";
}

using namespace attacca;

namespace {

/// Some colour of the field, far from text.
std::uint32_t field_color(gui::X11TestHost& host) {
  return host.pixel(515, 100);
}

bool is_bluish(std::uint32_t rgb) {
  return (rgb & 0xFFu) > (rgb >> 16u & 0xFFu) + 40;
}
bool is_reddish(std::uint32_t rgb) {
  return (rgb >> 16u & 0xFFu) > (rgb & 0xFFu) + 40;
}

TEST_CASE("the editor follows its track") {
  gui::X11TestHost host;
  gui::FakeEditorContext context;
  TrackInfoEditor editor;
  CHECK(editor.can_resize());
  CHECK(editor.constrain({1, 1}) == PhysicalSize{320, 200});

  context.info.color = Color{0, 0, 255, 255};
  context.info.revision = 1;
  REQUIRE(editor.open(host.parent(), context));
  editor.track_info_changed(context.info);
  REQUIRE(context.loop.run_until([&] { return is_bluish(field_color(host)); }));

  context.info.color = Color{255, 0, 0, 255};
  for (context.info.revision = 2; context.info.revision < 100; ++context.info.revision) {
    editor.track_info_changed(context.info);
  }
  REQUIRE(context.loop.run_until([&] { return is_reddish(field_color(host)); }));

  context.loop.run_until_idle();
  const int wakeups = context.loop.wakeups();
  context.loop.run_until_idle();
  CHECK(context.loop.wakeups() == wakeups);
  editor.close();
}

TEST_CASE("the editor opens with what is known, before any update arrives") {
  gui::X11TestHost host;
  gui::FakeEditorContext context;
  context.info.color = Color{255, 0, 0, 255};
  TrackInfoEditor editor;
  REQUIRE(editor.open(host.parent(), context));
  CHECK(context.loop.run_until([&] { return is_reddish(field_color(host)); }));
}

}  // namespace
