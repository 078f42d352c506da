// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/markup.hpp"

#include <doctest/doctest.h>

namespace attacca::text::test {

TEST_CASE("a stranger's text makes no XML or HTML unreadable, and no element of it") {
  struct Case {
    std::string_view text;
    std::string_view escaped;
  };
  for (const Case& each : {
           Case{"<&>\"'", "&lt;&amp;&gt;&quot;&#39;"},
           Case{"]]>", "]]&gt;"},
           Case{"two\nlines\tand a tab", "two\nlines\tand a tab"},
           Case{"\x1b\x01\x7f", "\uFFFD\uFFFD\uFFFD"},
           Case{"\xFFx\xC3", "\uFFFDx\uFFFD"},                // no UTF-8: XML parsers end there
           Case{"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},        // half a pair
           Case{"\xEF\xBF\xBE\xEF\xBF\xBF", "\uFFFD\uFFFD"},  // U+FFFE and U+FFFF
           Case{"\xC2\x85\xC2\x9B", "\uFFFD\uFFFD"},          // C1 controls
           Case{"\xE2\x80\xAE", "\uFFFD"},                    // right to left
           Case{"声 \xF0\x9F\x8E\xB8", "声 \xF0\x9F\x8E\xB8"},
           Case{std::string_view("\0", 1), "\uFFFD"},
       }) {
    CAPTURE(each.escaped);
    CHECK(escaped_for_markup(each.text) == each.escaped);
  }
}

}  // namespace attacca::text::test
