// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/twins/twins.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::validate {
namespace {

std::vector<TwinDifference> compare(const std::vector<std::string>& first,
                                    const std::vector<std::string>& second) {
  return compare_transcripts("test", first, second);
}

}  // namespace

TEST_CASE("equal transcripts have no difference, whatever is in the values") {
  CHECK(compare({"a = 1", "b = x = y"}, {"a = 1", "b = x = y"}).empty());
}

TEST_CASE("a value that differs, or a line that is missing, is a difference") {
  const auto differences = compare({"a = 1", "b = 2"}, {"a = 3", "c = 4"});
  REQUIRE(differences.size() == 3);
  CHECK(differences[0].key == "a");
  CHECK(differences[0].first == "1");
  CHECK(differences[0].second == "3");
  CHECK(differences[1].key == "b");
  CHECK(differences[1].second.empty());
  CHECK(differences[2].key == "c");
  CHECK(differences[2].first.empty());
  for (const TwinDifference& difference : differences) CHECK(difference.forced == nullptr);
}

TEST_CASE("what the formats force is separated from what they do not") {
  const auto differences =
      compare({"identity.id = a", "identity.name = x"}, {"identity.id = b", "identity.name = y"});
  REQUIRE(differences.size() == 2);
  CHECK(differences[0].forced != nullptr);
  CHECK(differences[1].forced == nullptr);
  TwinsReport report;
  report.differences = {differences[0]};
  CHECK(report.is_same());
  report.differences = differences;
  CHECK_FALSE(report.is_same());
}

TEST_CASE("a scenario that one twin does not survive is no sameness") {
  TwinsReport report;
  report.broken.emplace_back("twins.audio: clap crashed");
  CHECK_FALSE(report.is_same());
}

}  // namespace attacca::validate
