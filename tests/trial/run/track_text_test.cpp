// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/track_text.hpp"

#include <array>
#include <fstream>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::trial::test {

namespace {

using Words = std::vector<std::string>;
const std::array<std::string, 4> kNames = {"Violin", "Viola", "3", "Viola"};

std::string route_error(const std::string& text) {
  const auto route = note_route(text, kNames);
  REQUIRE_FALSE(route.has_value());
  return route.error().message;
}

}  // namespace

TEST_CASE("a track is one plugin or several with arrows between them") {
  CHECK(*plugins_of_track("A.clap") == Words{"A.clap"});
  CHECK(*plugins_of_track("a b.clap#my id->C.vst3  ->  D.clap") ==
        Words{"a b.clap#my id", "C.vst3", "D.clap"});
  for (const char* const wrong : {"A.clap ->", "-> A.clap", "A.clap -> -> B.clap", "->"}) {
    const auto plugins = plugins_of_track(wrong);
    REQUIRE_FALSE(plugins.has_value());
    CHECK(plugins.error().message.find("missing at an arrow") != std::string::npos);
  }
}

TEST_CASE("a file with an arrow in its name is a plugin, not a chain") {
  const attacca::test::TemporaryFolder folder;
  const std::string path = folder.path() / "in->out.clap";
  std::ofstream(path) << "x";
  CHECK(*plugins_of_track(path) == Words{path});
}

TEST_CASE("notes go from track to track by number or name, and a name comes first") {
  const auto by_number = note_route("1 -> 2", kNames);
  REQUIRE(by_number.has_value());
  CHECK(by_number->from == 0);
  CHECK(by_number->to == 1);
  const auto by_name = note_route("3->Violin", kNames);
  REQUIRE(by_name.has_value());
  CHECK(by_name->from == 2);
  CHECK(by_name->to == 0);
}

TEST_CASE("a way for notes that cannot be is said to be so, with what can") {
  CHECK(route_error("Violin").find("expected \"FROM -> TO\"") != std::string::npos);
  CHECK(route_error("1 -> 2 -> 3").find("expected \"FROM -> TO\"") != std::string::npos);
  CHECK(route_error("1 -> 5").find("there is no track \"5\": expected a number from 1 to 4") == 0);
  CHECK(route_error("Violn -> 1").find("such as Violin") != std::string::npos);
  CHECK(route_error("Viola -> 1").find("2 tracks are called \"Viola\"") == 0);
  CHECK(route_error("Violin -> 1").find("cannot send notes to itself") != std::string::npos);
}

}  // namespace attacca::trial::test
