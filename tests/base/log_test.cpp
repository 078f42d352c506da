// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "base/log.hpp"

#include <fstream>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "tests/support/environment_variable.hpp"
#include "tests/support/temporary_folder.hpp"

namespace attacca::core {

TEST_CASE("texts become JSON, whatever is in them") {
  CHECK(json_text("a\"b\\c\n\x01") == "\"a\\\"b\\\\c\\n\\u0001\"");
  CHECK(json_text("\xFF") == "\"\xEF\xBF\xBD\"");
  CHECK(json_text("") == "\"\"");
  CHECK(json_text("\x1b[31m\x7f\xC2\x9B\xC2\xA0\xE3\x82\x9B") ==
        "\"\\u001b[31m\\u007f\\u009b\xC2\xA0\xE3\x82\x9B\"");
}

TEST_CASE("each event is one whole line, whoever writes beside") {
  const test::TemporaryFolder folder;
  const std::filesystem::path path = folder / "log";
  test::set_environment("ATTACCA_LOG", path.string());
  REQUIRE(log_enabled());
  test::set_environment("ATTACCA_LOG", "");
  CHECK(log_enabled());  // read once
  std::thread threads[4];
  for (std::thread& thread : threads) {
    thread = std::thread([&] {
      for (int i = 0; i < 250; ++i) {
        log_event(&thread, "renamed", {{"name", json_text("Bass")}, {"number", std::to_string(i)}});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::ifstream file(path);
  std::string line;
  int lines = 0;
  while (std::getline(file, line)) {
    ++lines;
    CHECK(line.starts_with("{\"time\":"));
    CHECK(line.find("\"event\":\"renamed\",\"name\":\"Bass\",\"number\":") != std::string::npos);
    CHECK(line.ends_with("}"));
  }
  CHECK(lines == 1000);
}

}  // namespace attacca::core
