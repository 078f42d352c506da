// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/rt/peak_meter.hpp"

#include <limits>

#include <doctest/doctest.h>

namespace attacca::rt::test {
namespace {

TEST_CASE("a peak of one block is shown, once, however many quiet blocks follow") {
  PeakMeter meter;
  CHECK(meter.take() == 0.0F);
  meter.record(0.9F);
  for (int i = 0; i < 100; ++i) meter.record(0.01F);
  CHECK(meter.take() == 0.9F);
  CHECK(meter.take() == 0.0F);
  meter.record(0.01F);
  CHECK(meter.take() == 0.01F);
}

TEST_CASE("negative, infinite and NaN values are ignored") {
  PeakMeter meter;
  meter.record(-1.0F);
  meter.record(-0.0F);
  meter.record(std::numeric_limits<float>::quiet_NaN());
  CHECK(meter.take() == 0.0F);
  meter.record(std::numeric_limits<float>::infinity());
  meter.record(1.0F);
  CHECK(meter.take() == std::numeric_limits<float>::infinity());
}

}  // namespace
}  // namespace attacca::rt::test
