// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/rendering.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace attacca::validate;

TEST_CASE("the largest difference is found with its place") {
  const Rendering first = {{0.0f, 0.5f, 0.0f}, {1.0f, 1.0f, 1.0f}};
  const Rendering second = {{0.0f, 0.25f, 0.0f}, {1.0f, 1.0f, 0.5f}};
  const SoundDifference found = difference(first, second);
  CHECK(found.largest == 0.5);
  CHECK(found.channel == 1);
  CHECK(found.frame == 2);
  CHECK(to_text(found) == "0.5 instead of 1 at frame 2 of channel 1");
  CHECK(difference(first, first).largest == 0.0);
  CHECK(difference({{9.0f, 1.0f}}, {{0.0f, 1.0f}}, 1).largest == 0.0);
}

TEST_CASE("a NaN against a number is an endless difference, and equal NaNs are none") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(std::isinf(difference({{0.0f}}, {{nan}}).largest));
  CHECK(difference({{nan}}, {{nan}}).largest == 0.0);
  CHECK(is_identical({{nan}}, {{nan}}));
  CHECK_FALSE(is_identical({{0.0f}}, {{-0.0f}}));
  CHECK_FALSE(is_identical({{0.0f}}, {{0.0f, 0.0f}}));
  CHECK(std::isinf(peak_of({{nan}})));
}
