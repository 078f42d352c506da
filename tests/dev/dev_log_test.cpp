// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/dev_log.hpp"

#include <cstdio>
#include <string>

#include <doctest/doctest.h>

namespace attacca::dev {
namespace {

std::string text_of_file(std::FILE* file) {
  std::string text;
  std::rewind(file);
  for (int letter = std::fgetc(file); letter != EOF; letter = std::fgetc(file)) {
    text += static_cast<char>(letter);
  }
  return text;
}

TEST_CASE("of a plugin that prints without end some lines are shown, the others counted") {
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  DevLog log(file);
  for (int i = 0; i < 20'000; ++i) log.printed("line\n");
  log.printed("the last one\n");
  log.flush_printed();
  const std::string text = text_of_file(file);
  std::size_t lines = 0;
  for (const char letter : text) lines += letter == '\n' ? 1 : 0;
  CHECK(lines >= DevLog::kMostLines + 2);
  CHECK(lines < 20'000);
  CHECK(text.find("lines more in this second") != std::string::npos);
  // As the last is what matters before a crash.
  CHECK(text.ends_with("the last one\n"));
  std::fclose(file);
}

TEST_CASE("a few lines are shown as they come, pieces put together") {
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  DevLog log(file);
  log.printed("one\ntw");
  log.printed("o\nthree");
  log.flush_printed();
  const std::string text = text_of_file(file);
  CHECK(text.find("plugin   one\n") != std::string::npos);
  CHECK(text.find("plugin   two\n") != std::string::npos);
  CHECK(text.find("plugin   three\n") != std::string::npos);
  CHECK(text.find("more") == std::string::npos);
  std::fclose(file);
}

}  // namespace
}  // namespace attacca::dev
