// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/printable.hpp"

#include <doctest/doctest.h>

#include "text/utf8.hpp"

namespace attacca::text::test {

TEST_CASE("a stranger's text does nothing to a terminal, and loses nothing") {
  struct Case {
    std::string_view text;
    std::string_view shown;
  };
  for (const Case& each : {
           Case{"Gain", "Gain"},
           Case{"", ""},
           Case{"声 é \xF0\x9F\x8E\xB8", "声 é \xF0\x9F\x8E\xB8"},
           Case{"a\x1b[31mred", "a\\u{1B}[31mred"},  // colours, titles, keys
           Case{"a\x9b", "a\\x9B"},                  // a C1 control alone
           Case{"a\xC2\x9b"
                "31m",
                "a\\u{9B}31m"},                                   // CSI as UTF-8
           Case{"two\nlines\r\n", "two\\u{A}lines\\u{D}\\u{A}"},  // forged lines
           Case{"a\tb\x7f", "a\\u{9}b\\u{7F}"},
           Case{"\xE2\x80\xAEgnp.exe", "\\u{202E}gnp.exe"},  // right to left
           Case{"\xE2\x81\xA6x\xE2\x81\xA9", "\\u{2066}x\\u{2069}"},
           Case{"\xE2\x80\xA8", "\\u{2028}"},        // a line separator
           Case{"\xFF\xFE", "\\xFF\\xFE"},           // no UTF-8
           Case{"\xED\xA0\x80", "\\xED\\xA0\\x80"},  // half a pair
           Case{"cut \xE5\xA3", "cut \\xE5\\xA3"},
           Case{std::string_view("a\0b", 3), "a\\u{0}b"},
       }) {
    CAPTURE(each.shown);
    CHECK(printable(each.text) == each.shown);
  }
}

TEST_CASE("text of several lines keeps its lines and nothing else that steers") {
  CHECK(printable_lines("a\n\tb\x1b[2J\r\n") == "a\n\tb\\u{1B}[2J\\u{D}\n");
}

TEST_CASE("whatever the bytes, what is printed is valid UTF-8 without controls") {
  std::string text;
  for (unsigned first = 0; first < 256; ++first) {
    for (unsigned second = 0; second < 256; ++second) {
      text = {static_cast<char>(first), static_cast<char>(second), 'x'};
      const std::string shown = printable(text);
      REQUIRE(find_malformed_utf8(shown) == std::string_view::npos);
      for (const char byte : shown) REQUIRE(static_cast<unsigned char>(byte) >= 0x20);
    }
  }
}

}  // namespace attacca::text::test
