// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/curve/curve_walk.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "parlando/curve/shape_compiler.hpp"

namespace parlando {
namespace {

using Points = std::vector<CurveWalk::Point>;

/// All points of a curve that is walked in blocks of that many frames.
Points walk(CurveWalk::Range range, std::string_view shape, std::int64_t block) {
  const CompiledShape compiled = compile_shape(shape);
  REQUIRE(compiled.fault == nullptr);
  CurveWalk curve(range, compiled.shape);
  Points points;
  for (std::int64_t begin = 0; !curve.is_over() && begin < 2 * range.length + block;
       begin += block) {
    while (const auto point = curve.next(begin + block)) {
      CHECK(point->frame >= begin);
      CHECK(point->frame < begin + block);
      points.push_back(*point);
    }
  }
  CHECK(curve.is_over());
  return points;
}

TEST_CASE("a controller's line has each of its values on the sample where it begins") {
  const Points points = walk({.from = 0, .to = 1, .length = 48'000}, "linear", 256);
  REQUIRE(points.size() == 129);  // 128 values, and the very end
  CHECK(points.front().frame == 0);
  CHECK(points.back().frame == 48'000);
  CHECK(points.back().value == 1.0);
  for (std::size_t i = 1; i < 128; ++i) {
    // Half a step before the value itself: where rounding turns.
    const double turns = (static_cast<double>(i) - 0.5) / 127 * 48'000;
    CHECK(points[i].frame == static_cast<std::int64_t>(std::ceil(turns)));
  }
}

TEST_CASE("how blocks are cut does not matter") {
  const CurveWalk::Range range{.from = 0.1, .to = 0.9, .length = 10'001, .steps = 16'383};
  const Points whole = walk(range, "=t^2", 20'000);
  for (const std::int64_t block : {1, 17, 32, 64, 1'000}) {
    const Points cut = walk(range, "=t^2", block);
    REQUIRE(cut.size() == whole.size());
    for (std::size_t i = 0; i < cut.size(); ++i) CHECK(cut[i].frame == whole[i].frame);
  }
}

TEST_CASE("values keep their distance, and the end is exact") {
  const Points points =
      walk({.from = -1, .to = 1, .length = 4'800, .steps = 16'383, .low = -1}, "linear", 480);
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    CHECK(points[i].frame - points[i - 1].frame >= CurveWalk::kSpacing);
  }
  CHECK(points.back().value == 1.0);
  CHECK(points.back().frame == 4'800);
}

TEST_CASE("values stay within the receiver's range") {
  for (const auto& point : walk({.from = 0, .to = 1, .length = 5'000}, "=t*3-1", 100)) {
    CHECK(point.value >= 0);
    CHECK(point.value <= 1);
  }
}

TEST_CASE("a curve that is no number anywhere stays where it begins, and ends") {
  const Points points = walk({.from = 0.25, .to = 1, .length = 5'000}, "=0/0", 100);
  REQUIRE(points.size() == 1);
  CHECK(points[0].value == 0.25);
}

TEST_CASE("a step comes at the end alone, on its sample") {
  const Points points = walk({.from = 0, .to = 1, .length = 1'000}, "step", 64);
  REQUIRE(points.size() == 2);
  CHECK(points[1].frame == 1'000);
}

TEST_CASE("a curve of one sample has a beginning and an end") {
  const Points points = walk({.from = 0, .to = 1, .length = 1}, "linear", 64);
  REQUIRE(points.size() == 2);
  CHECK(points[1].frame == 1);
}

TEST_CASE("after a pause it goes on where it would be") {
  const CompiledShape line = compile_shape("linear");
  CurveWalk curve({.from = 0, .to = 1, .length = 1'000}, line.shape);
  (void)curve.next(1);
  curve.skip_to(500);
  const auto point = curve.next(501);
  REQUIRE(point);
  CHECK(point->frame == 500);
  CHECK(point->value == 0.5);
  curve.skip_to(5'000);
  const auto last = curve.next(INT64_MAX);
  REQUIRE(last);
  CHECK(last->value == 1.0);
  CHECK(curve.is_over());
}

}  // namespace
}  // namespace parlando
