// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "base/unicode.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

namespace attacca::core {

TEST_CASE("every code point survives the way to UTF-16 and back") {
  for (char32_t code_point = 1; code_point < 0x110000; ++code_point) {
    if (code_point >= 0xD800 && code_point < 0xE000) continue;
    std::u16string units;
    if (code_point < 0x10000) {
      units += static_cast<char16_t>(code_point);
    } else {
      units += static_cast<char16_t>(0xD800 + ((code_point - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((code_point - 0x10000) & 0x3FF));
    }
    const std::string utf8 = utf8_from_utf16(units.data(), units.size());
    std::array<char16_t, 4> back{};
    const std::size_t count = utf16_from_utf8(utf8, back.data(), back.size());
    const bool same = std::u16string_view(back.data(), count) == units && valid_utf8(utf8) == utf8;
    if (!same) FAIL("code point " << static_cast<unsigned long>(code_point));
  }
}

TEST_CASE("lone surrogates become the replacement character") {
  const char16_t lone_high[] = {u'a', 0xD83D, u'b', 0};
  const char16_t lone_low[] = {0xDE00, u'b', 0};
  const char16_t cut_high[] = {u'a', 0xD83D};
  CHECK(utf8_from_utf16(lone_high, 4) ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(utf8_from_utf16(lone_low, 3) ==
        "\xEF\xBF\xBD"
        "b");
  CHECK(utf8_from_utf16(cut_high, 2) == "a\xEF\xBF\xBD");
}

TEST_CASE("reading stops at the zero, at the limit, and at a null pointer") {
  const char16_t text[] = {u'a', u'b', 0, u'c'};
  CHECK(utf8_from_utf16(text, 4) == "ab");
  CHECK(utf8_from_utf16(text, 1) == "a");
  CHECK(utf8_from_utf16(nullptr, 10).empty());
}

TEST_CASE("UTF-16 is cut between code points and filled up with zeros") {
  std::array<char16_t, 4> units;
  units.fill(u'x');
  CHECK(utf16_from_utf8("ab\xF0\x9F\x98\x80", units.data(), 4) == 2);
  CHECK(units == std::array<char16_t, 4>{u'a', u'b', 0, 0});
  CHECK(utf16_from_utf8("a\xF0\x9F\x98\x80", units.data(), 4) == 3);
  CHECK(utf16_from_utf8("abc", units.data(), 1) == 0);
  CHECK(units[0] == 0);
  CHECK(utf16_from_utf8("abc", units.data(), 0) == 0);
}

TEST_CASE("malformed bytes become replacement characters, one for each longest piece") {
  const std::string r = "\xEF\xBF\xBD";
  CHECK(valid_utf8("a\x80z") == "a" + r + "z");
  CHECK(valid_utf8("\xC0\xAF") == r + r);                  // overlong
  CHECK(valid_utf8("\xED\xA0\x80") == r + r + r);          // a surrogate
  CHECK(valid_utf8("\xF4\x90\x80\x80") == r + r + r + r);  // above U+10FFFF
  CHECK(valid_utf8("\xE3\x81") == r);                      // cut
  CHECK(valid_utf8("\xE3\x81z") == r + "z");
  CHECK(valid_utf8("\xF0\x9F\x98") == r);
  CHECK(valid_utf8("\xFF") == r);
}

TEST_CASE("text in a fixed array ends at its zero or at the array's end") {
  const char text[4] = {'a', 'b', 'c', 'd'};
  CHECK(bounded_text(text, 4) == "abcd");
  CHECK(bounded_text("ab\0c", 4) == "ab");
  CHECK(bounded_text(nullptr, 4).empty());
}

TEST_CASE("copied text is cut between code points") {
  char out[5];
  copy_text("ab\xC3\xA9", out, sizeof out);
  CHECK(std::string(out) == "ab\xC3\xA9");
  copy_text("abc\xC3\xA9", out, sizeof out);
  CHECK(std::string(out) == "abc");
  copy_text("abc", out, 1);
  CHECK(std::string(out).empty());
}

}  // namespace attacca::core
