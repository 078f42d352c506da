// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/windows/command_text.hpp"

#include <doctest/doctest.h>
#include <shlobj.h>
#include <windows.h>

#include "platform/windows/utf16.hpp"

namespace attacca::processes {

TEST_CASE("words are quoted where they must be, and come back from CommandLineToArgvW") {
  CHECK(command_text({"a", "b", "c d", ""}) == L"\"a\" b \"c d\" \"\"");
  CHECK(command_text({"C:\\x y\\z", "C:\\x y\\", "\\\\s\\t"}) ==
        L"\"C:\\x y\\z\" \"C:\\x y\\\\\" \\\\s\\t");
  CHECK(command_text({"a", "say \"hi\"", "\\\"", "a\\\\b"}) ==
        L"\"a\" \"say \\\"hi\\\"\" \"\\\\\\\"\" a\\\\b");
  // Every word of up to five of the letters that matter.
  const std::string letters = "a \"\\";
  int wrong = 0;
  int tried = 0;
  for (int number = 0; number < 4 * 4 * 4 * 4 * 4; ++number) {
    std::string word;
    for (int rest = number, i = 0; i < 5; ++i, rest /= 4) word += letters[std::size_t(rest % 4)];
    int count = 0;
    wchar_t** words = ::CommandLineToArgvW(command_text({"x", word, "end"}).c_str(), &count);
    wrong += count != 3 || core::to_utf8(words[1]) != word || words[2] != std::wstring(L"end");
    ::LocalFree(words);
    ++tried;
  }
  CHECK(tried == 1024);
  CHECK(wrong == 0);
}

}  // namespace attacca::processes
