// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/rect.hpp"

#include <doctest/doctest.h>

namespace attacca::gui {
namespace {

TEST_CASE("cutting strips off a rectangle leaves the rest") {
  Rect rest{10, 20, 100, 50};
  CHECK(rest.cut_top(10) == Rect{10, 20, 100, 10});
  CHECK(rest.cut_bottom(10) == Rect{10, 60, 100, 10});
  CHECK(rest.cut_left(30) == Rect{10, 30, 30, 30});
  CHECK(rest.cut_right(30) == Rect{80, 30, 30, 30});
  CHECK(rest == Rect{40, 30, 40, 30});
}

TEST_CASE("no more can be cut off than there is") {
  Rect rest{0, 0, 10, 10};
  CHECK(rest.cut_bottom(25) == Rect{0, 0, 10, 10});
  CHECK(rest == Rect{0, 0, 10, 0});
  CHECK(rest.cut_top(-5).height == 0);
  CHECK(Rect{0, 0, 10, 10}.inset(6, 1) == Rect{6, 1, 0, 8});
}

}  // namespace
}  // namespace attacca::gui
