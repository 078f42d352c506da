// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/shell_word.hpp"

#include <cstdio>
#include <string>

#include <doctest/doctest.h>

namespace attacca::text::test {

namespace {

/// What a shell takes the word for.
std::string read_by_shell(const std::string& word) {
  FILE* const shell = popen(("printf %s " + word).c_str(), "r");
  REQUIRE(shell != nullptr);
  std::string text;
  for (int letter = 0; (letter = std::fgetc(shell)) != EOF;) text += static_cast<char>(letter);
  CHECK(pclose(shell) == 0);
  return text;
}

}  // namespace

TEST_CASE("a path of letters stays readable") {
  CHECK(shell_word("build/plugins/Gain-1.0.vst3") == "build/plugins/Gain-1.0.vst3");
}

TEST_CASE("a shell reads back what was written") {
  for (const char* const text :
       {"Track Info Display.vst3", "it's", "''", "a\"b", "$HOME", "*", "~", "a;b", "a\nb", "\\",
        "\xE3\x83\x88", "\x1b[31m", "a\x80z", "\x7f\xff", "-x", "a\tb"}) {
    CAPTURE(text);
    CHECK(read_by_shell(shell_word(text)) == text);
  }
  CHECK(shell_word("") == "''");
}

}  // namespace attacca::text::test
