// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/printable_utf8.hpp"

#include <string>

#include <doctest/doctest.h>

namespace attacca::gui {
namespace {

using namespace std::string_literals;

const std::string kReplacement = "\xEF\xBF\xBD";

TEST_CASE("well-formed text of any script stays as it is") {
  for (const std::string text :
       {"", "Lead Vocals", "リード", "غناء", "🎸👩🏽‍🎤", "\u07FF\u0800\uFFFD"}) {
    CHECK(printable_utf8(text) == text);
  }
}

TEST_CASE("line breaks and control characters become spaces") {
  CHECK(printable_utf8("a\nb\tc\r\0d\x7F"s) == "a b c  d ");
  CHECK(printable_utf8("a\u0085b\u2028c\u2029d") == "a b c d");
}

TEST_CASE("bytes that are no UTF-8 become replacement characters") {
  CHECK(printable_utf8("a\xFFz") == "a" + kReplacement + "z");
  CHECK(printable_utf8("\x80") == kReplacement);
  CHECK(printable_utf8("\xC0\xAF") == kReplacement + kReplacement);                     // overlong
  CHECK(printable_utf8("\xE3\x83") == kReplacement + kReplacement);                     // cut off
  CHECK(printable_utf8("\xED\xA0\x80") == kReplacement + kReplacement + kReplacement);  // surrogate
  CHECK(printable_utf8("\xF4\x90\x80\x80").find('\xF4') == std::string::npos);  // beyond U+10FFFF
}

}  // namespace
}  // namespace attacca::gui
