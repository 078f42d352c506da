// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/callback_timing.hpp"

#include <doctest/doctest.h>

namespace attacca::host::test {

TEST_CASE("percentiles are right within 1.6 percent and the maximum is exact") {
  CallbackTiming timing;
  for (std::uint64_t i = 1; i <= 10000; ++i) timing.add(i * 1000, i % 100 == 0);
  const TimingSummary summary = timing.summary();
  CHECK(summary.count == 10000);
  CHECK(summary.late == 100);
  CHECK(summary.max == 10'000'000);
  CHECK(summary.median >= 5'000'000);
  CHECK(summary.median <= 5'080'000);
  CHECK(summary.p99_9 >= 9'990'000);
  CHECK(summary.p99_9 <= 10'000'000);
}

TEST_CASE("small and huge durations have a place") {
  CallbackTiming timing;
  timing.add(0, false);
  CHECK(timing.summary().median == 0);
  timing.clear();
  CHECK(timing.summary().count == 0);
  timing.add(63, false);
  CHECK(timing.summary().median == 63);
  timing.clear();
  timing.add(UINT64_MAX, true);
  CHECK(timing.summary().max == UINT64_MAX);
  CHECK(timing.summary().late == 1);
}

}  // namespace attacca::host::test
