// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/track_info.hpp"

#include <doctest/doctest.h>

#include "host/profile/host_profile.hpp"

namespace attacca::host::test {

TEST_CASE("colours and roles are read, and what is none is quoted") {
  CHECK(*parse_color("#ff8000") == Color{255, 128, 0, 255});
  CHECK(*parse_color("#01020304") == Color{1, 2, 3, 4});
  for (const char* const bad : {"", "#", "ff8000", "#ff80", "#gg0000", "#ff80000", "#+f8000"}) {
    CHECK_FALSE(parse_color(bad).has_value());
  }
  CHECK(*parse_track_role("return") == TrackRole::return_);
  const auto unknown = parse_track_role("buss");
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().message.find("\"buss\"") != std::string::npos);
  CHECK(unknown.error().message.find("instrument") != std::string::npos);
}

TEST_CASE("a difference holds what changed and nothing else") {
  TrackInfo before;
  before.name = "A";
  before.index = 1;
  TrackInfo now = before;
  now.name = "B";
  now.mute = true;
  const TrackInfo changed = difference(before, now);
  CHECK(changed.name == "B");
  CHECK(changed.mute == true);
  CHECK_FALSE(changed.index.has_value());
  CHECK(difference(now, now) == TrackInfo{});
}

TEST_CASE("every profile that is listed exists, and an unknown one names them") {
  for (const auto name : host_profile_names()) CHECK(host_profile(name).has_value());
  CHECK(host_profile("nuendo").error().message.find("ardour") != std::string::npos);
}

}  // namespace attacca::host::test
