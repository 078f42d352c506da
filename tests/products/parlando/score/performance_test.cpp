// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/performance.hpp"

#include <string>

#include <doctest/doctest.h>

#include "parlando/score/notation.hpp"

namespace parlando::score::test {
namespace {

using Kind = PlayedEvent::Kind;

Phrase parsed(const std::string& text) {
  const auto phrase = parse_notation(text);
  REQUIRE_MESSAGE(phrase.has_value(), phrase.error().message);
  return *phrase;
}

Instrument defined(const std::string& text) {
  const auto instrument = parse_instrument(text);
  REQUIRE_MESSAGE(instrument.has_value(), instrument.error().message);
  return *instrument;
}

const char* const kViolin = R"({"parlando": 1, "name": "Violin",
  "range": {"lowest": "G3", "highest": "E7"}, "comfortable": {"lowest": "G3", "highest": "B6"},
  "polyphony": 2, "latency_ms": 60,
  "articulations": [
    {"name": "sustain", "key_switch": "C1"},
    {"name": "legato", "key_switch": "C#1", "hold": true, "latency_ms": 40},
    {"name": "pizzicato", "cc": 32, "value": 20, "channel": 2},
    {"name": "solo", "program": 41}]})";

}  // namespace

TEST_CASE("an articulation is chosen in front of its notes, and again only when it changes") {
  const auto played = perform(parsed("C5 D5 @pizzicato E5 F5 @ G5"), defined(kViolin));
  CHECK(played.warnings.empty());
  std::string kinds;
  for (const PlayedEvent& event : played.events) kinds += "pcsn"[static_cast<int>(event.kind)];
  CHECK(kinds == "snncnnsn");
  const PlayedEvent& first_switch = played.events[0];
  CHECK(first_switch.key == 24);
  CHECK(first_switch.at == 0.0);
  CHECK(first_switch.lead == doctest::Approx(0.06 + kSwitchLead));
  CHECK(first_switch.beats == 0.0);
  CHECK(played.events[1].lead == doctest::Approx(0.06));
  const PlayedEvent& controller = played.events[3];
  CHECK(controller.number == 32);
  CHECK(controller.value == 20);
  CHECK(controller.channel == 1);
  CHECK(played.events[4].channel == 1);
  CHECK(played.events[7].channel == 0);
}

TEST_CASE("a held key switch lasts as long as its notes, and an articulation's latency adds up") {
  const auto played = perform(parsed("@legato C5:2 D5:3 @solo E5"), defined(kViolin));
  CHECK(played.events[0].kind == Kind::key_switch);
  CHECK(played.events[0].beats == 5.0);
  CHECK(played.events[1].lead == doctest::Approx(0.1));
  CHECK(played.events[3].kind == Kind::program);
  CHECK(played.events[3].number == 40);
}

TEST_CASE("notes are sent as the transposed instrument wants them") {
  const auto bass = defined(R"({"parlando": 1, "name": "Bass", "transposition": -12,
                                "range": {"lowest": "E1", "highest": "G4"}})");
  const auto played = perform(parsed("E1 C5"), bass);
  CHECK(played.events[0].key == 40);
  REQUIRE(played.warnings.size() == 1);
  CHECK(played.warnings[0] ==
        "outside the range of Bass, E1 to G4, and may not sound: C5 at beat 1");
}

TEST_CASE("what an instrument cannot play is said, and no note presses a key switch") {
  const auto violin = defined(kViolin);
  const auto low = perform(parsed("C1 G3 C3 C7"), violin);
  CHECK(low.events.size() == 4);  // the switch, and three notes
  REQUIRE(low.warnings.size() == 3);
  CHECK(low.warnings[0].find("left out") == 0);
  CHECK(low.warnings[0].find("C1 at beat 0") != std::string::npos);
  CHECK(low.warnings[1].find("C3 at beat 2") != std::string::npos);
  CHECK(low.warnings[2].find("comfortable range of Violin, G3 to B6: C7 at beat 3") !=
        std::string::npos);
  const auto chord = perform(parsed("[C5 E5 G5]:1 [C5 E5] C5"), violin);
  REQUIRE(chord.warnings.size() == 1);
  CHECK(chord.warnings[0] == "Violin plays 2 note(s) at a time; beyond that: G5 at beat 0");
  const auto col_legno = perform(parsed("@\"col legno\" C5"), violin);
  REQUIRE(col_legno.warnings.size() == 1);
  CHECK(col_legno.warnings[0].find("has no articulation \"col legno\", and plays as usual; it has "
                                   "sustain, legato, pizzicato") != std::string::npos);
}

TEST_CASE("an instrument that nobody has described plays what it is given") {
  const auto played = perform(parsed("C-1 G9"), Instrument{.name = "Any"});
  CHECK(played.warnings.empty());
  REQUIRE(played.events.size() == 2);
  CHECK(played.events[0].lead == 0.0);
}

}  // namespace parlando::score::test
