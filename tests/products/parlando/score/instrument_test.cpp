// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/instrument.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

namespace parlando::score::test {
namespace {

const char* const kFull = R"({
  "$schema": "instrument.schema.json", "parlando": 1, "name": "Violin I", "description": "of a quartet",
  "aliases": ["Vln 1"], "family": "strings",
  "range": {"lowest": "G3", "highest": "E7"}, "comfortable": {"lowest": 55, "highest": "B6"},
  "transposition": 0, "polyphony": 2, "latency_ms": 62.5,
  "articulations": [
    {"name": "sustain", "key_switch": "C1"},
    {"name": "legato", "key_switch": 25, "hold": true, "latency_ms": 40},
    {"name": "pizzicato", "cc": 32, "value": 20, "program": 46, "channel": 2}],
  "controllers": [{"cc": 1, "does": "dynamics"}, {"cc": 21, "does": "vibrato"}]})";

Json full() {
  return Json::parse(kFull);
}

std::string mistake(const Json& json) {
  const auto read = parse_instrument(json.dump());
  REQUIRE_FALSE(read.has_value());
  return read.error().message;
}

/// What is wrong with the full definition if `path` has this value.
std::string mistake_with(const char* path, const Json& value) {
  Json json = full();
  json[Json::json_pointer(path)] = value;
  return mistake(json);
}

}  // namespace

TEST_CASE("a definition is read, and what is written of it reads the same") {
  const auto read = parse_instrument(kFull);
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  CHECK(read->name == "Violin I");
  CHECK(read->range == KeyRange{55, 100});
  CHECK(read->comfortable == KeyRange{55, 95});
  CHECK(read->polyphony == 2);
  CHECK(read->latency == doctest::Approx(0.0625));
  REQUIRE(read->articulations.size() == 3);
  CHECK(read->articulations[1].key_switch == 25);
  CHECK(read->articulations[1].is_held);
  CHECK(read->articulations[2].program == 45);
  CHECK(read->articulations[2].channel == 1);
  CHECK(read->articulation("PIZZICATO") == &read->articulations[2]);
  CHECK(read->articulation("") == &read->articulations[0]);
  CHECK(read->articulation("none") == nullptr);
  CHECK(read->controllers[1].does == "vibrato");
  const auto again = parse_instrument(print_instrument(*read));
  REQUIRE(again.has_value());
  CHECK(*again == *read);
}

TEST_CASE("the shortest definition is a name") {
  const auto read = parse_instrument(R"({"parlando": 1, "name": "Any"})");
  REQUIRE(read.has_value());
  CHECK(read->range == KeyRange{});
  CHECK(print_instrument(*read) == "{\n  \"parlando\": 1,\n  \"name\": \"Any\"\n}\n");
}

TEST_CASE("a section names its musicians, and nothing that is theirs to say") {
  const Json json = {
      {"parlando", 1}, {"name", "Strings"}, {"section", {"Violin", "Viola", "Cello"}}};
  const auto read = parse_instrument(json.dump());
  REQUIRE(read.has_value());
  CHECK(read->is_section());
  CHECK(*parse_instrument(print_instrument(*read)) == *read);
  Json one = json;
  one["section"] = {"Violin"};
  CHECK(mistake(one).find("two or more") != std::string::npos);
  one["section"] = {"Violin", "strings"};
  CHECK(mistake(one) == "section[1]: a section cannot be one of its own musicians");
  one["section"] = {"Violin", 7};
  CHECK(mistake(one) == "section[1]: expected a text, and it is 7");
  one = json;
  one["polyphony"] = 3;
  CHECK(mistake(one).starts_with("polyphony: a section leaves it to the definitions"));
}

TEST_CASE("what is wrong with a definition is said with its place and what to do") {
  CHECK(parse_instrument("{").error().message == "line 1, column 2: it ends too early");
  CHECK(mistake(Json::array()).find("expected an object") != std::string::npos);
  Json json = full();
  json.erase("parlando");
  CHECK(mistake(json) == "parlando: it is missing; a definition begins with \"parlando\": 1");
  CHECK(mistake_with("/parlando", 2) ==
        "parlando: this definition is of a newer format; this program reads 1");
  CHECK(mistake_with("/name", "a/b").starts_with("name: expected a name"));
  CHECK(mistake_with("/name", "").starts_with("name: expected a name"));
  CHECK(mistake_with("/polyphoni", 1) ==
        "there is no field \"polyphoni\"; did you mean \"polyphony\"?");
  CHECK(mistake_with("/family", "strings and more").find("known are") != std::string::npos);
  CHECK(mistake_with("/aliases/0", 1) == "aliases[0]: expected a text, and it is 1");
  CHECK(mistake_with("/range/lowest", "H1").starts_with("range.lowest: expected a key"));
  CHECK(mistake_with("/range/lowest", "G7").find("is above its highest") != std::string::npos);
  CHECK(mistake_with("/comfortable/highest", "G7") ==
        "comfortable: G3 to G7 goes beyond the range G3 to E7; correct one of the two");
  CHECK(mistake_with("/transposition", 49).starts_with("transposition: expected a whole number"));
  CHECK(
      mistake_with("/latency_ms", -1).starts_with("latency_ms: expected a number from 0 to 1000"));
  CHECK(mistake_with("/articulations", 3) == "articulations: expected a list [ … ]");
  CHECK(mistake_with("/articulations/2/name", "Sustain")
            .starts_with("articulations[2].name: \"Sustain\" is there twice"));
  CHECK(mistake_with("/articulations/0/key_switch", "C5")
            .starts_with("articulations[0].key_switch: C5 lies in the range G3 to E7"));
  CHECK(mistake_with("/articulations/2/hold", true)
            .starts_with("articulations[2].hold: only a key switch can be held"));
  CHECK(mistake_with("/articulations/0/value", 3)
            .starts_with("articulations[0].value: it is the value of a controller"));
  CHECK(mistake_with("/controllers/1/cc", 1) ==
        "controllers[1].cc: it is there twice; leave out one");
  CHECK(mistake_with("/controllers/1/cc", 128).starts_with("controllers[1].cc: expected a whole"));
}

TEST_CASE("the schema has the fields that the reader knows, and no others") {
  std::ifstream file(TEST_SCHEMA);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const Json schema = Json::parse(text, nullptr, false);
  REQUIRE(schema.is_object());
  CHECK(schema.at("additionalProperties") == false);
  const Json known = full();
  for (const auto& [name, value] : schema.at("properties").items()) {
    CAPTURE(name);
    CHECK((known.contains(name) || name == "section"));
  }
  for (const auto& [name, value] : known.items()) {
    CAPTURE(name);
    CHECK(schema.at("properties").contains(name));
  }
  const Json& articulation = schema.at("$defs").at("articulation");
  CHECK(articulation.at("additionalProperties") == false);
  for (const char* name :
       {"name", "key_switch", "hold", "cc", "value", "program", "channel", "latency_ms"}) {
    CHECK(articulation.at("properties").contains(name));
  }
  CHECK(articulation.at("properties").size() == 8);
  CHECK(schema.at("properties").at("family").at("enum") == Json(families()));
}

}  // namespace parlando::score::test
