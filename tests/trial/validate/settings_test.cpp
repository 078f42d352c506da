// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/settings.hpp"

#include <limits>

#include <doctest/doctest.h>

using namespace attacca;
using namespace attacca::validate;

namespace {

host::ParameterInfo parameter(double minimum, double maximum) {
  host::ParameterInfo info;
  info.id = 3;
  info.name = "Gain";
  info.minimum = minimum;
  info.maximum = maximum;
  return info;
}

}  // namespace

TEST_CASE("values are the same but for single precision, in the measure of the range") {
  const auto gain = parameter(-60.0, 12.0);
  CHECK(is_same_value(gain, 1.0, 1.0 + 1e-6));
  CHECK_FALSE(is_same_value(gain, 1.0, 1.1));
  CHECK_FALSE(is_same_value(gain, 1.0, std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(is_same_value(parameter(0.0, 1e-3), 0.0, 1e-4));
  // A range without width has one value.
  CHECK(is_same_value(parameter(1.0, 1.0), 1.0, 1.0));
  CHECK_FALSE(is_same_value(parameter(1.0, 1.0), 1.0, 1.0001));
}

TEST_CASE("the ends of a range belong to it, also when it runs backwards") {
  for (const auto& info : {parameter(-60.0, 12.0), parameter(12.0, -60.0)}) {
    CHECK(is_in_range(info, -60.0));
    CHECK(is_in_range(info, 12.0 + 1e-6));
    CHECK_FALSE(is_in_range(info, 12.01));
    CHECK_FALSE(is_in_range(info, -60.01));
    CHECK_FALSE(is_in_range(info, std::numeric_limits<double>::quiet_NaN()));
    CHECK_FALSE(is_in_range(info, std::numeric_limits<double>::infinity()));
  }
}
