// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "attacca/params/float_param.hpp"
#include "attacca/params/float_range.hpp"
#include "attacca/params/param_set.hpp"

namespace attacca {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

constexpr FloatRange kRanges[] = {
    FloatRange::linear(-60.0, 12.0),
    FloatRange::skewed(20.0, 20000.0, 0.25),
    FloatRange::skewed(-1.0, 1.0, 3.3),
    FloatRange::symmetrical(-24.0, 12.0, 0.5, 0.0),
    FloatRange::symmetrical(0.0, 10.0, 2.0, 3.0),
    FloatRange::logarithmic(20.0, 20000.0),
    FloatRange::decibels(-60.0, 6.0),
    FloatRange::logarithmic(1.0, 16.0).reversed(),
    FloatRange::linear(0.0, 1.0).reversed(),
};

}  // namespace

TEST_CASE("every range hits its ends exactly, goes one way and leads back") {
  for (const FloatRange& range : kRanges) {
    CAPTURE(range.min());
    CAPTURE(static_cast<int>(range.shape()));
    const bool down = range.denormalize(0.0) > range.denormalize(1.0);
    CHECK(range.denormalize(0.0) == (down ? range.max() : range.min()));
    CHECK(range.denormalize(1.0) == (down ? range.min() : range.max()));
    CHECK(range.normalize(range.min()) == (down ? 1.0 : 0.0));
    CHECK(range.normalize(range.max()) == (down ? 0.0 : 1.0));
    double before = range.denormalize(0.0);
    for (double n = 0.01; n < 1.0; n += 0.01) {
      const double plain = range.denormalize(n);
      CHECK((down ? plain < before : plain > before));
      before = plain;
      CHECK(range.normalize(plain) == doctest::Approx(n).epsilon(1e-9));
    }
    CHECK(range.denormalize(-1.0) == range.denormalize(0.0));
    CHECK(range.denormalize(2.0) == range.denormalize(1.0));
    CHECK(range.denormalize(kNan) == range.min());
    CHECK(range.contains(range.denormalize(range.normalize(kNan))));
  }
}

TEST_CASE("the shapes are what they are called") {
  const FloatRange octaves = FloatRange::logarithmic(20.0, 20480.0);
  CHECK(octaves.denormalize(0.1) == doctest::Approx(40.0));
  CHECK(octaves.denormalize(0.5) == doctest::Approx(640.0));
  const FloatRange around = FloatRange::symmetrical(-24.0, 12.0, 0.5, 0.0);
  CHECK(around.denormalize(0.5) == 0.0);
  CHECK(around.denormalize(0.75) == doctest::Approx(12.0 * 0.25));
  CHECK(around.denormalize(0.25) == doctest::Approx(-24.0 * 0.25));
  CHECK(FloatRange::linear(0.0, 4.0).reversed().denormalize(0.25) == 3.0);
  CHECK(FloatRange::linear(0.0, 4.0).reversed().reversed().denormalize(0.25) == 1.0);
}

TEST_CASE("a stepped range takes multiples of its step and its ends, as people write them") {
  const FloatRange tenths = FloatRange::linear(0.0, 1.0).stepped(0.1);
  CHECK(tenths.denormalize(0.3000001) == 0.3);
  CHECK(tenths.denormalize(0.72) == 0.7);
  CHECK(tenths.normalize(0.3) == 0.3);
  const FloatRange odd = FloatRange::linear(-0.25, 10.1).stepped(0.5);
  CHECK(odd.snap(-0.2) == -0.25);
  CHECK(odd.snap(0.2) == 0.0);
  CHECK(odd.snap(10.09) == 10.1);
  CHECK(odd.snap(9.9) == 10.0);
  for (double n = 0.0; n <= 1.0; n += 0.003) {
    const double plain = odd.denormalize(n);
    CHECK(odd.denormalize(odd.normalize(plain)) == plain);
  }
}

TEST_CASE("equal steps are steps to hosts; with others they keep what they set") {
  ParamSet set;
  const FloatParam equal{
      set, {.id = "equal", .name = "E", .range = FloatRange::linear(-1.0, 1.0).stepped(0.1)}};
  CHECK(equal.step_count() == 20);
  CHECK(equal.to_plain(0.42) == -0.2);
  CHECK(equal.format(0.42) == "-0.20");
  const FloatParam other{set,
                         {.id = "other",
                          .name = "O",
                          .range = FloatRange::logarithmic(1.0, 100.0).stepped(1.0),
                          .default_value = 10.0}};
  CHECK(other.step_count() == 0);
  const double between = other.to_plain(0.26);
  CHECK(between == doctest::Approx(std::pow(100.0, 0.26)));
  CHECK(other.format(0.26) == "3.00");
  CHECK(other.plain() == 10.0);
  CHECK(FloatRange::linear(0.05, 1.0).stepped(0.1).equal_steps() == 0);
  CHECK(FloatRange::linear(0.0, 1.05).stepped(0.1).equal_steps() == 0);
  CHECK(FloatRange::linear(0.0, 1.0).equal_steps() == 0);
}

TEST_CASE("a computed range that is none refuses the plugin, with the parameter's id") {
  using Shape = FloatRange::Shape;
  const FloatRange wrong[] = {
      FloatRange::computed(Shape::linear, 1.0, 1.0),
      FloatRange::computed(Shape::linear, 0.0, kNan),
      FloatRange::computed(Shape::linear, 0.0, std::numeric_limits<double>::infinity()),
      FloatRange::computed(Shape::skewed, 0.0, 1.0, 0.0),
      FloatRange::computed(Shape::symmetrical, 0.0, 1.0, 1.0, 1.0),
      FloatRange::computed(Shape::logarithmic, -1.0, 1.0),
      FloatRange::computed(Shape::linear, 0.0, 1.0).stepped(2.0),
      FloatRange::computed(Shape::linear, 0.0, 1.0).stepped(-1.0),
  };
  for (const FloatRange& range : wrong) {
    CHECK(range.fault() != nullptr);
    ParamSet set;
    const FloatParam param{set, {.id = "odd_one", .name = "Odd", .range = range}};
    CHECK(set.fault().find("\"odd_one\"") != std::string::npos);
    (void)param.to_plain(0.5);
  }
  ParamSet set;
  const FloatParam outside{set, {.id = "far", .name = "Far", .default_value = 2.0}};
  CHECK(set.fault().find("default") != std::string::npos);
  CHECK(outside.plain() == 1.0);
}

}  // namespace attacca
