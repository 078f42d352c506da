// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/notation.hpp"

#include <cmath>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "parlando/score/key_name.hpp"

namespace parlando::score::test {
namespace {

Phrase parsed(const std::string& text) {
  const auto phrase = parse_notation(text);
  REQUIRE_MESSAGE(phrase.has_value(), phrase.error().message);
  return *phrase;
}

std::string mistake(const std::string& text) {
  const auto phrase = parse_notation(text);
  REQUIRE_FALSE(phrase.has_value());
  return phrase.error().message;
}

/// "60@0+1", for each note.
std::string outline(const std::string& text) {
  std::string all;
  for (const Note& note : parsed(text).notes) {
    char one[64];
    std::snprintf(one, sizeof one, "%s%d@%g+%g", all.empty() ? "" : " ", note.key, note.at,
                  note.beats);
    all += one;
  }
  return all;
}

void check_same(const Phrase& one, const Phrase& other) {
  REQUIRE(one.notes.size() == other.notes.size());
  CHECK(one.beats == doctest::Approx(other.beats).epsilon(1e-6));
  for (std::size_t i = 0; i < one.notes.size(); ++i) {
    CAPTURE(i);
    CHECK(std::abs(one.notes[i].at - other.notes[i].at) <= 1e-6);
    CHECK(std::abs(one.notes[i].beats - other.notes[i].beats) <= 2e-6);
    CHECK(one.notes[i].key == other.notes[i].key);
    CHECK(std::abs(one.notes[i].velocity - other.notes[i].velocity) <= 0.5 / 127.0 + 1e-9);
    CHECK(one.notes[i].articulation == other.notes[i].articulation);
  }
}

}  // namespace

TEST_CASE("keys have the names that musicians give them, and middle C is C4") {
  for (const auto& [name, key] : {std::pair{"C4", 60},
                                  {"c4", 60},
                                  {"C-1", 0},
                                  {"G9", 127},
                                  {"F#3", 54},
                                  {"Bb2", 46},
                                  {"B♭2", 46},
                                  {"F♯3", 54},
                                  {"Ebb5", 74},
                                  {"Cb4", 59},
                                  {"B#3", 60},
                                  {"b3", 59},
                                  {"bb3", 58}}) {
    CAPTURE(name);
    CHECK(key_called(name) == key);
  }
  for (const char* name : {"", "C", "H4", "C10", "C-2", "G#9", "C#", "4", "C4 ", "C-0", "Cbbb4"}) {
    CAPTURE(name);
    CHECK_FALSE(key_called(name).has_value());
  }
  for (int key = 0; key < 128; ++key) CHECK(key_called(name_of_key(key)) == key);
}

TEST_CASE("notes come one after the other, each as long as the one before if it says nothing") {
  CHECK(outline("C4 D4:1/2 E4 F4:1.5 R:1 G4") == "60@0+1 62@1+0.5 64@1.5+0.5 65@2+1.5 67@4.5+1");
  CHECK(outline("[C4 E4 G4]:2 C5") == "60@0+2 64@0+2 67@0+2 72@2+2");
  CHECK(parsed("C4 R:3").beats == 4.0);
  CHECK(parsed("").notes.empty());
}

TEST_CASE("loudness is set by dynamics, velocities, and for one note") {
  const auto notes = parsed("C4 pp D4 v100 E4!64 F4 [G4!1 A4]!127 B4").notes;
  const int velocities[] = {80, 32, 64, 100, 1, 127, 100};
  REQUIRE(notes.size() == 7);
  for (std::size_t i = 0; i < 7; ++i) {
    CAPTURE(i);
    CHECK(notes[i].velocity == doctest::Approx(velocities[i] / 127.0));
  }
}

TEST_CASE("tied notes are one, also across bars and of single notes of a chord") {
  CHECK(outline("C4:1~ C4:2 D4") == "60@0+3 62@3+2");
  CHECK(outline("4/4 C4:4~ | C4:4~ | C4:1 D4:3") == "60@0+9 62@9+3");
  CHECK(outline("[C4~ E4]:1 [C4 F4]:1") == "60@0+2 64@0+1 65@1+1");
  CHECK(outline("[C4 E4]:1~ [C4 E4 G4]:1") == "60@0+2 64@0+2 67@1+1");
}

TEST_CASE("bars are checked where there is a time signature, and the first may be a pick-up") {
  CHECK(parsed("C4 D4 | E4").notes.size() == 3);
  CHECK(parsed("3/4 C4:1 | D4 E4 F4 | G4:3 | A4").notes.size() == 6);
  CHECK(parsed("| 6/8 C4:1.5 D4 | E4:3 |").notes.size() == 3);
  CHECK(mistake("4/4 C4 D4 E4 F4 | G4 A4 B4 | C5") ==
        "line 1, column 28: \"|\": bar 2 has 3 beats, and 4/4 has 4");
  CHECK(mistake("4/4 C4:5 |") == "line 1, column 10: \"|\": bar 1 has 5 beats, and 4/4 has 4");
  CHECK(mistake("4/4 C4 3/4") ==
        "line 1, column 8: \"3/4\": a time signature stands at the beginning of a bar");
}

TEST_CASE("voices sound together, each from the beginning with the usual length and loudness") {
  CHECK(outline("C4:2 D4 & E3:4") == "60@0+2 52@0+4 62@2+2");
  CHECK(outline("pp C4:2 & E3") == "60@0+2 52@0+1");
  CHECK(parsed("pp C4 & E3").notes[1].velocity == doctest::Approx(80 / 127.0));
}

TEST_CASE("articulations hold until the next one") {
  const auto notes = parsed("C4 @pizzicato D4 E4 @\"sul tasto\" F4 @ G4").notes;
  REQUIRE(notes.size() == 5);
  CHECK(notes[0].articulation.empty());
  CHECK(notes[2].articulation == "pizzicato");
  CHECK(notes[3].articulation == "sul tasto");
  CHECK(notes[4].articulation.empty());
}

TEST_CASE("what is wrong is said with its line, its column and what is expected") {
  CHECK(mistake("C4:1 H4:1").starts_with("line 1, column 6: \"H4:1\": expected a note as C4:1"));
  CHECK(mistake("C4\n  ♭D4").starts_with("line 2, column 3: \"♭D4\": expected a note"));
  CHECK(mistake("C4:0") ==
        "line 1, column 1: \"C4:0\": a length in beats stands behind the colon: C4:1, C4:0.5, "
        "C4:1/3");
  CHECK(mistake("C4:1/0").find("a length in beats") != std::string::npos);
  CHECK(mistake("C4:").find("a length in beats") != std::string::npos);
  CHECK(mistake("C4!200").find("a velocity of 1 to 127") != std::string::npos);
  CHECK(mistake("v0 C4") == "line 1, column 1: \"v0\": a velocity is v1 to v127");
  CHECK(mistake("C4 [E4 G4") == "line 1, column 4: \"[E4 G4\": the chord has no closing ]");
  CHECK(mistake("[]:1") == "line 1, column 1: \"[]\": the chord has no notes; a rest is R:1");
  CHECK(mistake("[C4:1 E4]").find("the length stands behind the chord") != std::string::npos);
  CHECK(mistake("[C4 C4]").find("it stands twice in the chord") != std::string::npos);
  CHECK(mistake("[C4 E4]x").find("behind a chord stands its length") != std::string::npos);
  CHECK(mistake("C4]") == "line 1, column 3: \"]\": no chord is open; a chord is [C4 E4 G4]:2");
  CHECK(mistake("C4~ D4").starts_with("line 1, column 1: \"C4~\": the tie leads to no C4"));
  CHECK(mistake("C4:1~").find("the tie leads to no note") != std::string::npos);
  CHECK(mistake("C4~ R C4").find("the tie leads to no note") != std::string::npos);
  CHECK(mistake("@sul\" C4").find("at both ends") != std::string::npos);
  CHECK(mistake("@\"sul C4").find("no closing \"") != std::string::npos);
  CHECK(mistake("Rest:1").find("a rest as R:1") != std::string::npos);
  CHECK(mistake("7 C4").find("a time signature as 4/4") != std::string::npos);
  CHECK(mistake("C4:100000 C4").find("100000 beats at most") != std::string::npos);
  CHECK(mistake("C4 \xFF").find("no UTF-8") != std::string::npos);
  CHECK(mistake(std::string(70'000, ' ')).find("64 kB at most") != std::string::npos);
}

TEST_CASE("what is printed reads the same again") {
  for (const char* text :
       {"C4", "C4 D4:1/2 E4:1/3 F4 G4", "R:2 C4", "C4 R:3", "pp [C4 E4!100]:2 v77 G4",
        "C4:4 & E4 F4 G4 A4", "@pizzicato C4 @ D4 @\"sul tasto\" E4", "C4:0.123457 D4"}) {
    CAPTURE(text);
    check_same(parsed(text), parsed(print_notation(parsed(text))));
  }
  CHECK(print_notation(parsed("C4:1 E4 G4:2 R:1/2 [C4 E4]:3/2")) == "C4 E4 G4:2 R:1/2 [C4 E4]:3/2");
}

TEST_CASE("what was played with human times is printed without drifting away") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> length(0.01, 2.0);
  Phrase phrase;
  double at = 0.0;
  for (int i = 0; i < 2000; ++i) {
    const double beats = length(random);
    phrase.notes.push_back(
        {.at = at, .beats = beats * 1.1, .key = 40 + i % 40, .velocity = (1 + i % 127) / 127.0});
    at += beats;
  }
  phrase.beats = phrase.notes.back().at + phrase.notes.back().beats;
  check_same(phrase, parsed(print_notation(phrase)));
  // By a grid it is what a musician would write down.
  Phrase late;
  late.notes = {{.at = 0.02, .beats = 0.96, .key = 60}, {.at = 1.01, .beats = 0.01, .key = 62}};
  late.beats = 1.05;
  CHECK(print_notation(late, 0.25) == "C4 D4:1/4");
}

}  // namespace parlando::score::test
