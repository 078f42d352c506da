// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/json_depth.hpp"

#include <string>

#include <doctest/doctest.h>

namespace attacca::text::test {

TEST_CASE("brackets count as far as they lie within each other, and outside of texts") {
  CHECK(!is_json_deeper_than("[[1], {\"a\": [2]}]", 3));
  CHECK(is_json_deeper_than("[[1], {\"a\": [2]}]", 2));
  CHECK(!is_json_deeper_than(R"(["[[[[", "\"[[[[", "\\"])", 1));
  CHECK(is_json_deeper_than(R"(["\\", [1]])", 1));
  CHECK(!is_json_deeper_than("", 0));
  CHECK(is_json_deeper_than(std::string(1'000'000, '['), 16));
}

TEST_CASE("what is no JSON is looked at to its end and no further") {
  CHECK(!is_json_deeper_than("]]]][", 1));
  CHECK(!is_json_deeper_than("\"\\", 0));
  CHECK(!is_json_deeper_than("\"[[[", 0));
}

}  // namespace attacca::text::test
