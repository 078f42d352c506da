// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "osc/time_tag.hpp"

#include <initializer_list>

#include <doctest/doctest.h>

namespace attacca::osc::test {

TEST_CASE("nanoseconds go to a time tag and back without a change") {
  for (std::int64_t ns : {std::int64_t{0}, std::int64_t{1}, std::int64_t{999'999'999},
                          std::int64_t{1'795'972'800'123'456'789}, std::int64_t{1'000'000'001}}) {
    CHECK(TimeTag::from_unix_nanoseconds(ns).unix_nanoseconds() == ns);
  }
}

TEST_CASE("known times have the numbers of RFC 5905") {
  CHECK(TimeTag::from_unix_nanoseconds(0).value == 0x83AA7E80'00000000ull);
  // 2004-02-29 12:00:00.5 UTC
  CHECK(TimeTag::from_unix_nanoseconds(1'078'056'000'500'000'000).value == 0xC3EC52C0'80000000ull);
}

TEST_CASE("times after the seconds' first round in 2036 stay in order") {
  const std::int64_t last = (std::int64_t{1} << 32) - 2'208'988'801;
  const TimeTag before = TimeTag::from_unix_nanoseconds(last * 1'000'000'000);
  const TimeTag after = TimeTag::from_unix_nanoseconds((last + 2) * 1'000'000'000);
  CHECK((before.value >> 32) == 0xFFFFFFFFull);
  CHECK((after.value >> 32) == 1);
  CHECK(after.unix_nanoseconds() - before.unix_nanoseconds() == 2'000'000'000);
}

}  // namespace attacca::osc::test
