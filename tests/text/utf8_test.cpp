// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/utf8.hpp"

#include <doctest/doctest.h>

namespace attacca::text::test {

TEST_CASE("text is cut between code points only") {
  CHECK(cut_utf8("aä", 2) == "a");
  CHECK(cut_utf8("aä", 3) == "aä");
  CHECK(cut_utf8("", 0) == "");
  CHECK(cut_utf16_units("a\xF0\x9F\x8E\xB8", 2) == "a");
  CHECK(cut_utf16_units("a\xF0\x9F\x8E\xB8", 3) == "a\xF0\x9F\x8E\xB8");
}

TEST_CASE("malformed UTF-8 is found at its first byte") {
  CHECK(find_malformed_utf8("fine 声 \xF0\x9F\x8E\xB8") == std::string::npos);
  CHECK(find_malformed_utf8("a\x80") == 1);             // a continuation alone
  CHECK(find_malformed_utf8("\xC0\xAF") == 0);          // overlong
  CHECK(find_malformed_utf8("\xE0\x80\x80") == 0);      // overlong
  CHECK(find_malformed_utf8("\xED\xA0\x80") == 0);      // a surrogate
  CHECK(find_malformed_utf8("\xF4\x90\x80\x80") == 0);  // beyond U+10FFFF
  CHECK(find_malformed_utf8("ab\xE5\xA3") == 2);        // cut off
}

TEST_CASE("code points are read one by one") {
  CHECK(code_point_at("a", 0).value == U'a');
  CHECK(code_point_at("\xC3\xA9", 0).value == U'\u00E9');
  CHECK(code_point_at("\xE5\xA3\xB0", 0).value == U'\u58F0');
  CHECK(code_point_at("\xF0\x9F\x8E\xB8", 0).value == U'\U0001F3B8');
  CHECK(code_point_at("\xF0\x9F\x8E\xB8", 0).length == 4);
  CHECK(code_point_at("\x80", 0).length == 0);
}

}  // namespace attacca::text::test
