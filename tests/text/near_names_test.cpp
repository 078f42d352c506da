// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/near_names.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::text::test {

TEST_CASE("near names come in the order of their likeness") {
  const std::vector<std::string> names = {"Mix", "Output Gain", "Gain", "Grain"};
  CHECK(near_names("Gian", names, 2) == std::vector<std::string>{"Gain", "Grain"});
  CHECK(near_names("out", names, 1) == std::vector<std::string>{"Output Gain"});
  CHECK(near_names("x", {}).empty());
  CHECK(list_of({"a", "b"}, 5) == "a, b and 3 more");
}

TEST_CASE("a mistyped name stands for the nearest one, or for none") {
  const std::vector<std::string> names = {"status", "inspect", "install", "run"};
  CHECK(nearest_name("isntall", names) == "install");
  CHECK(nearest_name("Stat", names) == "status");
  CHECK(nearest_name("inspection", names) == "inspect");
  CHECK(nearest_name("frobnicate", names).empty());
  CHECK(nearest_name("", names).empty());
}

}  // namespace attacca::text::test
