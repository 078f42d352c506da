// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/breakpoint_curve.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/state/state_form.hpp"

namespace attacca {
namespace {

using Points = std::vector<CurvePoint>;

BreakpointCurve through(Points points) {
  auto curve = BreakpointCurve::through(std::move(points));
  REQUIRE(curve);
  return *curve;
}

TEST_CASE("a curve goes through its points, straight where it is not bent") {
  const BreakpointCurve curve = through({{0, 0.2, 0}, {0.5, 1, 0}, {1, 0, 0}});
  CHECK(curve.at(0) == 0.2);
  CHECK(curve.at(0.25) == doctest::Approx(0.6));
  CHECK(curve.at(0.5) == 1);
  CHECK(curve.at(0.75) == doctest::Approx(0.5));
  CHECK(curve.at(1) == 0);
}

TEST_CASE("the last point has no way to bend") {
  BreakpointCurve curve;
  curve.bend(1, 0.5);
  curve.bend(2, 0.5);
  CHECK(curve == BreakpointCurve());
}

TEST_CASE("a bend lies above the line or below it, whether the curve rises or falls") {
  for (const auto& [from, to] : {std::pair{0.0, 1.0}, {1.0, 0.0}}) {
    CHECK(through({{0, from, 0.5}, {1, to, 0}}).at(0.5) > 0.6);
    CHECK(through({{0, from, -0.5}, {1, to, 0}}).at(0.5) < 0.4);
  }
  // (e^kt - 1) / (e^k - 1) with k = -4.
  CHECK(through({{0, 0, 0.5}, {1, 1, 0}}).at(0.25) ==
        doctest::Approx((std::exp(-1.0) - 1) / (std::exp(-4.0) - 1)));
}

TEST_CASE("two points at one place are a step, and the curve has what it steps to") {
  const BreakpointCurve curve = through({{0, 0, 0}, {0.5, 0, 0}, {0.5, 1, 0}, {1, 1, 0}});
  CHECK(curve.at(std::nextafter(0.5, 0)) == 0);
  CHECK(curve.at(0.5) == 1);
}

TEST_CASE("outside of 0..1 it has the nearest end's height, for NaN the first") {
  const BreakpointCurve curve = through({{0, 0.25, 0}, {1, 0.75, 0}});
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(curve.at(-infinity) == 0.25);
  CHECK(curve.at(7) == 0.75);
  CHECK(curve.at(std::nan("")) == 0.25);
}

TEST_CASE("what is no curve is refused") {
  const double nan = std::nan("");
  for (const Points& points :
       {Points{}, Points{{0, 0, 0}}, Points{{0.1, 0, 0}, {1, 1, 0}}, Points{{0, 0, 0}, {0.9, 1, 0}},
        Points{{0, 0, 0}, {0.6, 0, 0}, {0.5, 0, 0}, {1, 0, 0}}, Points{{0, 2, 0}, {1, 1, 0}},
        Points{{0, 0, 1.5}, {1, 1, 0}}, Points{{0, nan, 0}, {1, 1, 0}},
        Points{{0, 0, 0}, {nan, 0, 0}, {1, 1, 0}}}) {
    CHECK_FALSE(BreakpointCurve::through(points));
  }
  Points many(BreakpointCurve::kMostPoints + 1, CurvePoint{0, 0, 0});
  many.back().x = 1;
  CHECK_FALSE(BreakpointCurve::through(many));
}

TEST_CASE("a point that is added on the curve leaves it as it is, bent or not") {
  for (const double bend : {-1.0, -0.3, 0.0, 0.7}) {
    const BreakpointCurve before = through({{0, 0.1, bend}, {0.8, 0.9, bend}, {1, 0.2, 0}});
    for (const double x : {0.0, 0.2, 0.8, 0.95, 1.0}) {
      BreakpointCurve after = before;
      REQUIRE(after.add(x, after.at(x)));
      for (double at = 0; at <= 1; at += 1.0 / 64) {
        CHECK(after.at(at) == doctest::Approx(before.at(at)).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("it takes so many points and no more, and keeps its ends") {
  BreakpointCurve curve;
  while (curve.add(0.5, 0.5)) {
  }
  CHECK(curve.points().size() == BreakpointCurve::kMostPoints);
  CHECK(curve.points().front().x == 0);
  CHECK(curve.points().back().x == 1);
  CHECK_FALSE(curve.remove(0));
  CHECK_FALSE(curve.remove(curve.points().size() - 1));
  CHECK_FALSE(curve.remove(1000));
  // What searches answer that find nothing.
  const BreakpointCurve before = curve;
  CHECK_FALSE(curve.remove(static_cast<std::size_t>(-1)));
  curve.bend(static_cast<std::size_t>(-1), 1);
  curve.move(static_cast<std::size_t>(-1), 0.5, 0.5);
  CHECK(curve == before);
  CHECK(curve.remove(1));
}

TEST_CASE("a state has it as a list of points, and what is none of those is no curve") {
  const BreakpointCurve curve = through({{0, 0.5, 0.25}, {0.125, 1, -1}, {1, 0, 0}});
  BreakpointCurve read;
  CHECK(read_state_form(state_form(curve), read));
  CHECK(read == curve);
  for (const std::vector<std::vector<double>>& wrong :
       {std::vector<std::vector<double>>{{0, 0, 0}}, {{0, 0}, {1, 1}}, {{0, 0, 0}, {1, 9, 0}}}) {
    CHECK_FALSE(read_state_form(state_form(wrong), read));
  }
  CHECK_FALSE(read_state_form(StateValue("curve"), read));
  CHECK(read == curve);
}

}  // namespace
}  // namespace attacca
