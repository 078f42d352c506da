// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>

#include <doctest/doctest.h>

#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/fixed_point.hpp"
#include "abi/clap/version.hpp"

namespace attacca::clap {
namespace {

TEST_CASE("flags combine, are tested as a whole and can be taken away") {
  auto flags = ParamInfoFlags::is_stepped | ParamInfoFlags::is_enum;
  CHECK(bits(flags) == 0x10001u);
  CHECK(has(flags, ParamInfoFlags::is_enum));
  CHECK_FALSE(has(flags, ParamInfoFlags::is_enum | ParamInfoFlags::is_bypass));
  flags |= ParamInfoFlags::is_bypass;
  CHECK(has(flags, ParamInfoFlags::is_enum | ParamInfoFlags::is_bypass));
  flags &= ~ParamInfoFlags::is_enum;
  CHECK(bits(flags) == 0x11u);
}

TEST_CASE("flags of 64 bits keep bits above the 32nd") {
  const auto unknown = static_cast<TrackInfoFlags>(std::uint64_t{1} << 40);
  const auto flags = unknown | TrackInfoFlags::has_track_name;
  CHECK(bits(flags & ~TrackInfoFlags::has_track_name) == std::uint64_t{1} << 40);
}

TEST_CASE("fixed-point times go to the nearest step and come back") {
  CHECK(to_beat_time(1.0) == std::int64_t{2147483648});
  CHECK(to_beat_time(-0.5) == -std::int64_t{1073741824});
  CHECK(to_beats(to_beat_time(-1234.0625)) == -1234.0625);
  CHECK(to_sec_time(0.6 / 2147483648.0) == 1);
  CHECK(to_sec_time(-0.6 / 2147483648.0) == -1);
  CHECK(to_sec_time(0.4 / 2147483648.0) == 0);
  CHECK(to_seconds(to_sec_time(3600.5)) == 3600.5);
}

TEST_CASE("only versions before 1 are incompatible") {
  CHECK(is_compatible(kVersion));
  CHECK(is_compatible({1, 0, 0}));
  CHECK(is_compatible({2, 0, 0}));
  CHECK_FALSE(is_compatible({0, 26, 1}));
}

}  // namespace
}  // namespace attacca::clap
