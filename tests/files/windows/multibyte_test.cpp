// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cwchar>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

namespace attacca::files::test {

namespace fs = std::filesystem;

TEST_CASE("paths are made of UTF-8, and give it back") {
  CHECK(fs::path("ä/日本/🎻.txt").native() == L"ä/日本/🎻.txt");
  CHECK(fs::path("ä/日本/🎻.txt").string() == "ä/日本/🎻.txt");
  CHECK((fs::path("a") / std::string("é")).string() == "a\\é");
}

TEST_CASE("what is no UTF-8 becomes a replacement and throws nothing") {
  struct Case {
    std::string text;
    std::wstring expected;
  };
  for (const Case& each : {
           Case{"a\xff"
                "b",
                L"a\xFFFD"
                L"b"},
           Case{"\xc3", L"\xFFFD"},                               // cut short
           Case{"\xe6\x97", L"\xFFFD\xFFFD"},                     // cut short
           Case{"\xc0\xaf", L"\xFFFD\xFFFD"},                     // a slash in two bytes
           Case{"\xed\xa0\x80", L"\xFFFD\xFFFD\xFFFD"},           // half of a pair
           Case{"\xf4\x90\x80\x80", std::wstring(4, L'\xFFFD')},  // beyond Unicode
           Case{"\xf0\x9f\x8e\xbb", L"\xD83C\xDFBB"},
       }) {
    CAPTURE(each.text.size());
    CHECK(fs::path(each.text).native() == each.expected);
  }
}

TEST_CASE("texts that end with a null are converted as a whole, or as far as there is room") {
  const char* text = "ä🎻b";
  std::mbstate_t state{};
  CHECK(std::mbsrtowcs(nullptr, &text, 0, &state) == 4);
  wchar_t units[8] = {};
  const char* rest = text;
  CHECK(std::mbsrtowcs(units, &rest, 8, &state) == 4);
  CHECK(rest == nullptr);
  CHECK(std::wstring(units) == L"ä🎻b");
  rest = text;
  CHECK(std::mbsrtowcs(units, &rest, 1, &state) == 1);
  CHECK(std::string(rest) == "🎻b");
}

}  // namespace attacca::files::test
