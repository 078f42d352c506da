// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_list.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "trial/validate/watch.hpp"

namespace attacca::validate {

TEST_CASE("every check and watch has a unique name, a rule and a source") {
  std::set<std::string_view> names;
  const auto look = [&names](std::string_view name, std::string_view rule,
                             std::string_view source) {
    CAPTURE(name);
    CHECK(names.insert(name).second);
    CHECK(std::all_of(name.begin(), name.end(), [](char letter) {
      return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
             letter == '-' || letter == '.';
    }));
    CHECK(std::count(name.begin(), name.end(), '.') == 1);
    CHECK(rule.size() > 10);
    CHECK_FALSE(rule.ends_with('.'));
    CHECK(source.size() > 3);
  };
  for (const Check& check : all_checks()) {
    look(check.name, check.rule, check.source);
    CHECK((check.run != nullptr));
  }
  for (const Watch& watch : all_watches()) look(watch.name, watch.rule, watch.source);
}

TEST_CASE("a pattern's star stands for any characters") {
  CHECK(fits("state.cut", "state.cut"));
  CHECK(fits("state.cut", "state.*"));
  CHECK(fits("state.cut", "*cut"));
  CHECK(fits("state.cut", "s*e.*t"));
  CHECK(fits("state.cut", "*"));
  CHECK_FALSE(fits("state.cut", "state"));
  CHECK_FALSE(fits("state.cut", "*.cu"));
  CHECK_FALSE(fits("state.cut", ""));
}

TEST_CASE("selecting keeps the order, and names what fits nothing") {
  const std::string_view one[] = {"scan.names", "scan.loads"};
  const auto selected = select_checks(one);
  REQUIRE(selected.has_value());
  REQUIRE(selected->size() == 2);
  CHECK((*selected)[0]->name == "scan.loads");
  const std::string_view wrong[] = {"scan.loads", "scan.nothing"};
  const auto refused = select_checks(wrong);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find("\"scan.nothing\"") != std::string::npos);
  CHECK(select_checks({})->size() == all_checks().size());
}

TEST_CASE("a watch is looked for in all checks") {
  const std::string_view watch[] = {"realtime.no-lock"};
  CHECK(select_checks(watch)->size() == all_checks().size());
}

}  // namespace attacca::validate
