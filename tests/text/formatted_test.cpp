// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/formatted.hpp"

#include <cstddef>
#include <string>

#include <doctest/doctest.h>

namespace text = attacca::text;

TEST_CASE("a text of any length is whole, and what stood before it stays") {
  const std::string name(5000, 'x');
  CHECK(text::formatted("<%s>", name.c_str()) == "<" + name + ">");
  std::string line = "12: ";
  text::append_formatted(line, "%-4s|%.2f", "a", 1.0 / 3.0);
  text::append_formatted(line, "%s", "");
  CHECK(line == "12: a   |0.33");
}

TEST_CASE("sizes and large numbers read alike on every system") {
  CHECK(text::formatted("%zu %llu %lld", std::size_t{7}, 18446744073709551615ULL, -9LL) ==
        "7 18446744073709551615 -9");
}
