// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/pixel_region.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

namespace attacca::gui {
namespace {

TEST_CASE("an area covers every pixel that it touches, and none more") {
  CHECK(pixels_of({1, 2, 3, 4}, 1) == PixelRect{1, 2, 4, 6});
  CHECK(pixels_of({0.5, 0.5, 1, 1}, 1) == PixelRect{0, 0, 2, 2});
  CHECK(pixels_of({1, 1, 1, 1}, 1.25) == PixelRect{1, 1, 3, 3});
}

TEST_CASE("areas without end or number are cut to something a window can have") {
  const double huge = std::numeric_limits<double>::infinity();
  const PhysicalSize window{100, 50};
  CHECK(pixels_of({-huge, -1e300, huge, 1e308}, 2).within(window).empty());
  CHECK(pixels_of({-1e9, -1e9, 2e9, 2e9}, 2).within(window) == PixelRect{0, 0, 100, 50});
  CHECK(pixels_of({std::nan(""), 0, 1, 1}, 1).width() <= 1);
}

TEST_CASE("rectangles that touch become one, others stay apart") {
  PixelRegion region;
  region.add({0, 0, 10, 10});
  region.add({50, 50, 60, 60});
  CHECK(region.rects().size() == 2);
  region.add({10, 0, 20, 10});
  CHECK(region.rects().size() == 2);
  CHECK(region.covers({5, 2, 15, 8}));
  region.add({0, 0, 60, 60});
  CHECK(region.rects().size() == 1);
  region.add({5, 5, 5, 90});
  CHECK(region.rects().size() == 1);
}

TEST_CASE("a region stays a short list, and covers all that was added") {
  PixelRegion region;
  for (int i = 0; i < 200; ++i) {
    const PixelRect dot{i % 20 * 100, i / 20 * 100, i % 20 * 100 + 4, i / 20 * 100 + 4};
    region.add(dot);
    CHECK(region.covers(dot));
    CHECK(region.rects().size() <= PixelRegion::kMost);
  }
}

}  // namespace
}  // namespace attacca::gui
