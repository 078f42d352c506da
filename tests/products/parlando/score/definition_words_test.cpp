// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/definition_words.hpp"

#include <deque>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "parlando/score/instrument.hpp"

namespace parlando::score::test {
namespace {

/// An interview with these answers; what was objected to them.
struct Talk {
  attacca::Result<Json> definition;
  std::vector<std::string> objections;
};

Talk talk(Json begun, std::deque<std::string> answers) {
  Talk result;
  result.definition = interview(
      std::move(begun),
      [&](const std::string&) -> std::optional<std::string> {
        if (answers.empty()) return std::nullopt;
        std::string next = answers.front();
        answers.pop_front();
        return next;
      },
      [&](const std::string& objection) { result.objections.push_back(objection); });
  return result;
}

}  // namespace

TEST_CASE("ranges, articulations and controllers are a word each") {
  const Json range = {{"lowest", "C-1"}, {"highest", "E7"}};
  for (const char* words : {"C-1 to E7", "C-1..E7", "C-1 - E7", "C-1-E7"}) {
    CAPTURE(words);
    CHECK(range_of_words(words) == range);
  }
  CHECK(range_of_words("low to high").error().message ==
        "\"low to high\": expected two keys, as \"G3 to E7\"");
  CHECK(articulation_of_words("sustain") == Json{{"name", "sustain"}});
  CHECK(articulation_of_words("con sordino = hold:C1, channel:2, latency:40") ==
        Json{{"name", "con sordino"},
             {"key_switch", "C1"},
             {"hold", true},
             {"channel", 2.0},
             {"latency_ms", 40.0}});
  CHECK(articulation_of_words("pizz=cc:32:20") ==
        Json{{"name", "pizz"}, {"cc", 32.0}, {"value", 20.0}});
  CHECK(articulation_of_words("pizz=cc:32").error().message.find("cc:32:20") != std::string::npos);
  CHECK(articulation_of_words("pizz=foo:1")
            .error()
            .message.starts_with("\"foo:1\": expected key:C1"));
  CHECK(controller_of_words("1 = dynamics") == Json{{"cc", 1.0}, {"does", "dynamics"}});
  CHECK_FALSE(controller_of_words("dynamics").has_value());
}

TEST_CASE("an interview makes a definition, and asks again where an answer makes no sense") {
  const Json begun = {{"parlando", 1}, {"name", "Violin"}};
  const auto made = talk(begun, {"stings", "strings", "G3 to E7", "G3 to F7", "", "", "two", "2",
                                 "60", "sustain=key:C1", "legato=key:C4", "", "1=dynamics", ""});
  REQUIRE_MESSAGE(made.definition.has_value(), made.definition.error().message);
  REQUIRE(made.objections.size() == 4);
  CHECK(made.objections[0].starts_with("family: \"stings\" is none"));
  CHECK(made.objections[1].starts_with("comfortable: G3 to F7 goes beyond"));
  CHECK(made.objections[2].starts_with("polyphony: expected a whole number"));
  CHECK(made.objections[3].starts_with("articulations[1].key_switch: C4 lies in the range"));
  const auto instrument = parse_instrument(made.definition->dump());
  REQUIRE(instrument.has_value());
  CHECK(instrument->polyphony == 2);
  CHECK(instrument->articulations.size() == 1);
  CHECK(instrument->controllers.size() == 1);
}

TEST_CASE("what is known already is not asked, and answers that end write nothing") {
  Json begun = {{"parlando", 1}, {"name", "Violin"}, {"family", "strings"}, {"polyphony", 1}};
  const auto made = talk(begun, {"G3 to E7", "", "", "", "", ""});
  REQUIRE(made.definition.has_value());
  CHECK(made.definition->at("range").at("lowest") == "G3");
  CHECK_FALSE(talk(begun, {"G3 to E7"}).definition.has_value());
}

}  // namespace parlando::score::test
