// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/matching.hpp"

#include <string>

#include <doctest/doctest.h>

namespace parlando::score::test {
namespace {

std::vector<PartToMatch> parts_called(std::initializer_list<const char*> names) {
  std::vector<PartToMatch> parts;
  for (const char* name : names) parts.push_back({name, ""});
  return parts;
}

std::vector<MusicianToMatch> musicians_called(std::initializer_list<const char*> names) {
  std::vector<MusicianToMatch> musicians;
  for (const char* name : names) musicians.push_back({name, {}, "", ""});
  return musicians;
}

/// "0 exact, 1 alias, none", for each part the musician and the reason.
std::string outcome(const std::vector<PartToMatch>& parts,
                    const std::vector<MusicianToMatch>& musicians) {
  const auto matches = match(parts, musicians);
  REQUIRE(matches.has_value());
  std::string all;
  for (const Match& each : *matches) {
    all += all.empty() ? "" : ", ";
    if (each.musician) all += std::to_string(*each.musician) + " ";
    all += name_of(each.reason);
    CHECK_FALSE(each.text.empty());
  }
  return all;
}

}  // namespace

TEST_CASE("a number is a part's, whatever parts are called") {
  const std::vector<PartToMatch> parts{{"2", ""}, {"II", ""}, {"Violin", ""}, {"Violin", ""}};
  const auto musicians = musicians_called({"A", "B", "C", "D"});
  const auto matches = match(parts, musicians, {{"1", "A"}, {"2", "B"}, {"4", "D"}, {"3", ""}});
  REQUIRE(matches.has_value());
  CHECK((*matches)[0].musician == 0U);
  CHECK((*matches)[1].musician == 1U);
  CHECK((*matches)[3].musician == 3U);
  // To nobody, though C is the only one left.
  CHECK_FALSE((*matches)[2].musician.has_value());
  CHECK((*matches)[2].reason == MatchReason::given);
  CHECK_FALSE(match(parts, musicians, {{"1", ""}, {"1", "A"}}).has_value());
}

TEST_CASE("names are the same in any case, with any number") {
  CHECK(comparable_name("Violin II") == "violin 2");
  CHECK(comparable_name("2nd  violin") == "violin 2");
  CHECK(comparable_name("violin-2") == "violin 2");
  CHECK(comparable_name("Violin2") == "violin 2");
  CHECK(written_out("Vln. 2") == "violin 2");
  CHECK(written_out("Double Basses") == "double basses");
  CHECK(written_out("Double Bass") == "contrabass");
  CHECK(comparable_name("I") == "i");
  CHECK(comparable_name("") == "");
  CHECK(family_of_name("Vc.") == "strings");
  CHECK(family_of_name("Elektrische Gitarre") == "");
}

TEST_CASE("the same name is exact, an abbreviation an alias") {
  CHECK(outcome(parts_called({"Cello", "VIOLIN 1", "Vln. 2", "Vla"}),
                musicians_called({"Violin I", "Violin II", "Viola", "Cello"})) ==
        "3 exact, 0 exact, 1 alias, 2 alias");
  auto musicians = musicians_called({"Track 7"});
  musicians[0].aliases = {"lead"};
  CHECK(outcome(parts_called({"Lead"}), musicians) == "0 alias");
  musicians[0].aliases = {};
  musicians[0].instrument = "Violin";
  CHECK(outcome(parts_called({"Vln"}), musicians) == "0 alias");
}

TEST_CASE("names that are much alike are similar, and a viola is no violin") {
  CHECK(outcome(parts_called({"Soprano (choir)"}), musicians_called({"Soprano", "Piano"})) ==
        "0 similar");
  CHECK(outcome(parts_called({"Pianno"}), musicians_called({"Trumpet", "Piano"})) == "1 similar");
  CHECK(outcome(parts_called({"Viola"}), musicians_called({"Violin", "Flute"})) == "0 family");
  CHECK(outcome(parts_called({"Violin 1"}), musicians_called({"Violin 3", "Flute"})) == "0 family");
}

TEST_CASE("a part that could be for two is for none, and says for whom") {
  const auto parts = parts_called({"Violin"});
  const auto musicians = musicians_called({"Violin I", "Violin II"});
  const auto matches = match(parts, musicians);
  REQUIRE(matches.has_value());
  CHECK_FALSE((*matches)[0].musician.has_value());
  CHECK((*matches)[0].text == "Violin: it could be for Violin I or Violin II; say who plays it");
}

TEST_CASE("two parts of one name and two musicians go in their order, and that is called a guess") {
  const auto parts = parts_called({"Violin", "Violin"});
  const auto musicians = musicians_called({"Violin I", "Violin II"});
  CHECK(outcome(parts, musicians) == "0 order, 1 order");
  CHECK((*match(parts, musicians))[0].text.find("a guess") != std::string::npos);
}

TEST_CASE("a family decides where names do not") {
  std::vector<PartToMatch> parts = {
      {"Track 1", "drums"}, {"Track 2", "bass"}, {"Track 3", "piano"}};
  auto musicians = musicians_called({"Kit", "Finger Bass", "Grand"});
  musicians[0].family = "drums";
  musicians[2].family = "piano";
  CHECK(outcome(parts, musicians) == "0 family, 1 family, 2 family");
}

TEST_CASE(
    "those left go in their order only if there are as many, and no family speaks against it") {
  CHECK(outcome(parts_called({"A", "B"}), musicians_called({"X", "Y"})) == "0 order, 1 order");
  CHECK(outcome(parts_called({"A", "B"}), musicians_called({"X"})) == "none, none");
  std::vector<PartToMatch> parts = {{"A", "drums"}};
  auto musicians = musicians_called({"Flute"});
  CHECK(outcome(parts, musicians) == "none");
}

TEST_CASE("what is given goes first, and a name in it that is nobody's is an error") {
  const auto parts = parts_called({"Melody", "Violin"});
  const auto musicians = musicians_called({"Violin", "Cello"});
  const auto matches = match(parts, musicians, {{"1", "Violin"}, {"violin", "Cello"}});
  REQUIRE(matches.has_value());
  CHECK((*matches)[0].musician == 0u);
  CHECK((*matches)[0].reason == MatchReason::given);
  CHECK((*matches)[1].musician == 1u);
  CHECK(match(parts, musicians, {{"Melodie", "Cello"}}).error().message ==
        "there is no part \"Melodie\"; did you mean \"Melody\"?");
  CHECK(match(parts, musicians, {{"Melody", "Chello"}}).error().message ==
        "there is no musician \"Chello\"; did you mean \"Cello\"?");
  CHECK(match(parts, musicians, {{"Melody", "Cello"}, {"1", "Violin"}})
            .error()
            .message.find("given to two") != std::string::npos);
  CHECK(match(parts, musicians_called({"A", "A"}), {{"1", "A"}})
            .error()
            .message.find("2 musicians") != std::string::npos);
}

}  // namespace parlando::score::test
