// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "parlando/score/key_name.hpp"
#include "parlando/score/notation.hpp"
#include "parlando/score/performance.hpp"

namespace parlando::score::test {
namespace {

std::vector<SectionMember> quartet() {
  const auto member = [](const char* name, int lowest, int highest) {
    return SectionMember{name, {.name = name, .range = {lowest, highest}, .polyphony = 1}};
  };
  return {member("Violin I", 55, 100), member("Violin II", 55, 100), member("Viola", 48, 91),
          member("Cello", 36, 76)};
}

/// "G4 E4 C4 C3", a musician each; - for none.
std::vector<std::string> divided(const std::string& text) {
  const auto phrase = parse_notation(text);
  REQUIRE_MESSAGE(phrase.has_value(), phrase.error().message);
  std::vector<std::string> all;
  for (const Phrase& each : divide(*phrase, quartet()).phrases) {
    std::string keys;
    for (const Note& note : each.notes) keys += (keys.empty() ? "" : " ") + name_of_key(note.key);
    all.push_back(keys.empty() ? "-" : keys);
  }
  return all;
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("a chord's notes go to the musicians of a section from the highest down") {
  CHECK(divided("[C3 C4 E4 G4]:4") == Parts{"G4", "E4", "C4", "C3"});
  CHECK(divided("[C3 C4 E4 G4] [B2 D4 F4 G4]") == Parts{"G4 G4", "E4 F4", "C4 D4", "C3 B2"});
}

TEST_CASE("a note goes to whom it lies well, and only to who can play it") {
  CHECK(divided("C2") == Parts{"-", "-", "-", "C2"});
  CHECK(divided("C7") == Parts{"C7", "-", "-", "-"});
  CHECK(divided("[C2 C3]") == Parts{"-", "-", "C3", "C2"});
}

TEST_CASE("a musician who still has a note to play gets no other one") {
  CHECK(divided("C2:4 & R:1 E4:1") == Parts{"-", "-", "E4", "C2"});
  const auto phrase = parse_notation("[C2 D2]:1");
  const auto both = divide(*phrase, quartet());
  REQUIRE(both.warnings.size() == 1);
  CHECK(both.warnings[0].find("at beat 0 is left out: all who can play it have other notes then") !=
        std::string::npos);
  const auto none = divide(*parse_notation("C0"), quartet());
  CHECK(none.warnings == Parts{"C0 at beat 0 is left out: nobody in the section can play it"});
}

TEST_CASE("what is divided is all that there was, and each phrase is as long") {
  const auto phrase = parse_notation("[G3 B3 D4 G4]:1/2 [F3 A3 C4 F4] [E3 G3 C4 E4 G4]:2 R:1");
  const auto parts = divide(*phrase, quartet());
  std::size_t notes = 0;
  for (const Phrase& each : parts.phrases) {
    notes += each.notes.size();
    CHECK(each.beats == phrase->beats);
  }
  CHECK(notes + parts.warnings.size() == phrase->notes.size());
}

}  // namespace parlando::score::test
