// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/file_area.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/widgets/knob.hpp"
#include "attacca/widgets/layout.hpp"
#include "tests/widgets/rig.hpp"

namespace attacca::widgets {
namespace {

using Files = std::vector<std::string>;

/// A knob in an area for files, and one beside it.
struct AreaRig : SomeParams {
  Files dropped;
  WidgetRig rig{
      row({.gap = 0},
          stretched(file_area(knob(gain), [this](const Files& files) { dropped = files; })),
          stretched(knob(pan))),
      *this};
  Widget& area = *rig.tree.root().children()[0];
  gui::Point inside = area.bounds().center();
  gui::Point beside = rig.tree.root().children()[1]->bounds().center();
  bool has_frame() {
    rig.draw();
    const auto y = static_cast<std::uint32_t>(area.bounds().center().y);
    return rig.canvas.pixel(1, y) == rig.tree.theme().focus;
  }
};

TEST_CASE("an area takes files for what is in it, and shows that it does") {
  AreaRig rig;
  CHECK(rig.rig.tree.takes_files());
  CHECK_FALSE(rig.rig.tree.takes_files_at(rig.beside));
  CHECK_FALSE(rig.has_frame());
  CHECK(rig.rig.tree.takes_files_at(rig.inside));
  CHECK(rig.has_frame());
  CHECK_FALSE(rig.rig.tree.takes_files_at(rig.beside));
  CHECK_FALSE(rig.has_frame());
  rig.rig.tree.takes_files_at(rig.inside);
  rig.rig.tree.files_left();
  CHECK_FALSE(rig.has_frame());
  rig.rig.tree.takes_files_at(rig.inside);
  rig.rig.tree.files_dropped(rig.inside, {"/tmp/a.wav"});
  CHECK_FALSE(rig.has_frame());
  CHECK(rig.dropped == Files{"/tmp/a.wav"});
}

TEST_CASE("an area that is disabled or hidden takes no files, also if it is so only since") {
  AreaRig rig;
  REQUIRE(rig.rig.tree.takes_files_at(rig.inside));
  SUBCASE("disabled") {
    rig.area.set_enabled(false);
  }
  SUBCASE("disabled with what it lies in") {
    rig.rig.tree.root().set_enabled(false);
  }
  SUBCASE("hidden") {
    rig.area.set_visible(false);
  }
  CHECK_FALSE(rig.rig.tree.takes_files_at(rig.inside));
  rig.rig.tree.files_dropped(rig.inside, {"/tmp/a.wav"});
  CHECK(rig.dropped.empty());
}

TEST_CASE("an area that goes away during a drag takes nothing along") {
  AreaRig rig;
  REQUIRE(rig.rig.tree.takes_files_at(rig.inside));
  rig.rig.tree.root().remove_children();
  rig.rig.tree.files_left();
  rig.rig.tree.files_dropped(rig.inside, {"/tmp/a.wav"});
  CHECK(rig.dropped.empty());
}

TEST_CASE("an editor without an area for files takes none") {
  SomeParams params;
  WidgetRig rig(knob(params.gain), params);
  CHECK_FALSE(rig.tree.takes_files());
  CHECK_FALSE(rig.tree.takes_files_at({200, 150}));
}

}  // namespace
}  // namespace attacca::widgets
