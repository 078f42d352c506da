// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/last_line.hpp"

#include <doctest/doctest.h>

namespace attacca::text {
namespace {

TEST_CASE("the last line is what was said last, however lines end") {
  CHECK(last_line("one\ntwo\n") == "two");
  CHECK(last_line("one\r\ntwo\r\n\r\n") == "two");
  CHECK(last_line("10 %\r20 %\r") == "20 %");
  CHECK(last_line("alone") == "alone");
  CHECK(last_line("first\nhas no end yet") == "has no end yet");
  CHECK(last_line("\n\n").empty());
  CHECK(last_line("").empty());
}

}  // namespace
}  // namespace attacca::text
