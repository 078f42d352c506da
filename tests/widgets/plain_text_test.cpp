// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "widgets/plain_text.hpp"

#include <clocale>

#include <doctest/doctest.h>

namespace attacca::widgets {
namespace {

TEST_CASE("numbers have as many digits as wanted, however large they are") {
  CHECK(decimal_text(-6.25, 1) == "-6.2");
  CHECK(decimal_text(0, 0) == "0");
  CHECK(decimal_text(-12, 0) == "-12");
  CHECK(decimal_text(-1e308, 15).size() == 1 + 309 + 1 + 15);
}

TEST_CASE("small letters are those of ASCII, and UTF-8 stays whole") {
  CHECK(ascii_lower("Lead VOX – ÄÖ I") == "lead vox – ÄÖ i");
}

TEST_CASE("neither depends on the host's locale") {
  // A decimal comma; an i without a dot. Where neither is installed, "C" shows that they work.
  for (const char* const name : {"C", "de_DE.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8"}) {
    if (std::setlocale(LC_ALL, name) == nullptr) continue;
    const std::string number = decimal_text(-6.5, 1);
    const std::string text = ascii_lower("I\xC3\x84");
    std::setlocale(LC_ALL, "C");
    CHECK(number == "-6.5");
    CHECK(text == "i\xC3\x84");
  }
}

}  // namespace
}  // namespace attacca::widgets
