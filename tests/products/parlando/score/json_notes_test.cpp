// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/json_notes.hpp"

#include <string>

#include <doctest/doctest.h>

namespace parlando::score::test {
namespace {

std::string mistake(const char* text) {
  const auto phrase = phrase_of_json(Json::parse(text));
  REQUIRE_FALSE(phrase.has_value());
  return phrase.error().message;
}

}  // namespace

TEST_CASE("notes of JSON say only what is not as usual") {
  const auto phrase = phrase_of_json(Json::parse(
      R"([{"key": "C4"}, {"key": 64, "beats": 0.5}, {"at": 0, "key": "Bb3", "beats": 4, "velocity": 1, "channel": 16, "articulation": "legato"}])"));
  REQUIRE(phrase.has_value());
  REQUIRE(phrase->notes.size() == 3);
  CHECK(phrase->beats == 4.0);
  CHECK(phrase->notes[0] == Note{.velocity = 80 / 127.0});
  CHECK(phrase->notes[1].key == 58);
  CHECK(phrase->notes[1].channel == 15);
  CHECK(phrase->notes[1].articulation == "legato");
  CHECK(phrase->notes[2].at == 1.0);
  const auto again = phrase_of_json(json_of(*phrase));
  REQUIRE(again.has_value());
  CHECK(again->notes[1] == phrase->notes[1]);
  CHECK(again->notes[2].beats == 0.5);
}

TEST_CASE("what is wrong with a note of JSON is said with its place") {
  CHECK(mistake("{}").starts_with("notes: expected a list"));
  CHECK(mistake("[1]") == "notes[0]: expected an object { … }, and it is 1");
  CHECK(mistake("[{}]").starts_with("notes[0]: it has no key"));
  CHECK(mistake(R"([{"key": 60}, {"key": "H4"}])").starts_with("notes[1].key: expected a key"));
  CHECK(mistake(R"([{"key": 128}])").starts_with("notes[0].key: expected a key"));
  CHECK(mistake(R"([{"key": 60, "velocity": 80}])") ==
        "notes[0].velocity: expected a number from 0 to 1, and it is 80");
  CHECK(mistake(R"([{"key": 60, "beats": 0}])").starts_with("notes[0].beats: expected a number"));
  CHECK(
      mistake(R"([{"key": 60, "channel": 0}])").starts_with("notes[0].channel: expected a whole"));
  CHECK(mistake(R"([{"key": 60, "velocty": 1}])") ==
        "notes[0]: there is no field \"velocty\"; did you mean \"velocity\"?");
}

TEST_CASE("text that is no JSON is said with line and column") {
  CHECK(parse_json("{\n \"a\": x}", 100).error().message == "line 2, column 7: this is no JSON");
  CHECK(parse_json("{\"a\": 1", 100).error().message == "line 1, column 8: it ends too early");
  CHECK(parse_json("", 100).error().message == "line 1, column 1: it ends too early");
  CHECK(parse_json(std::string(50, '['), 100).error().message.find("16 deep") != std::string::npos);
  CHECK(parse_json("[1]  ", 4).error().message.find("larger than") != std::string::npos);
}

}  // namespace parlando::score::test
