// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/number_range.hpp"

#include <doctest/doctest.h>

namespace attacca::text {

TEST_CASE("numbers within are taken, ends included, in every way of writing them") {
  for (const char* const text : {"1", "1000", "+3", "2.5", "1e2"}) {
    CAPTURE(text);
    CHECK(range_fault(text, 1.0, 1000.0).empty());
  }
}

TEST_CASE("what is no number within is named together with the range") {
  CHECK(range_fault("nan", 1.0, 1000.0) == "nan is not within 1 to 1000");
  for (const char* const text :
       {"0.999", "1001", "inf", "-nan", "", "1,5", "1 ", "++1", "1e999", "0x2"}) {
    CAPTURE(text);
    CHECK_FALSE(range_fault(text, 1.0, 1000.0).empty());
  }
}

}  // namespace attacca::text
