// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/build_tool.hpp"

#include <doctest/doctest.h>

using namespace attacca::mcp;

TEST_CASE("what compilers, linkers and CMake complain about is found in what they print") {
  const Json messages = messages_in(
      "[1/2] Building CXX object\n"
      "FAILED: x.o\n"
      "/src/a b/gain.cpp:12:7: error: expected ';' before '}' token\n"
      "   12 |   return 1\n"
      "gain.hpp:3:1: warning: unused 'x'\n"
      "gain.cpp:1:10: fatal error: no.hpp: No such file or directory\n"
      "/usr/bin/ld: gain.cpp:(.text+0x4): undefined reference to `run()'\n"
      "CMake Error at CMakeLists.txt:7 (attacca_add_plugin):\n"
      "  attacca_add_plugin(gain): give a target,\n"
      "  NAME and SOURCES\n"
      "\n"
      "ninja: build stopped: subcommand failed.\n");
  REQUIRE(messages.size() == 5);
  CHECK(messages[0].at("file") == "/src/a b/gain.cpp");
  CHECK(messages[0].at("line") == 12);
  CHECK(messages[0].at("column") == 7);
  CHECK(messages[0].at("message") == "expected ';' before '}' token");
  CHECK(messages[1].at("severity") == "error");
  CHECK(messages[2].at("message") == "undefined reference to `run()'");
  CHECK(messages[4].at("severity") == "warning");
  CHECK(messages[3].at("file") == "CMakeLists.txt");
  CHECK(messages[3].at("line") == 7);
  CHECK(messages[3].at("message") == "attacca_add_plugin(gain): give a target, NAME and SOURCES");
}

TEST_CASE("warnings do not push out an error") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "a.cpp:1:1: warning: x\n";
  const Json messages = messages_in(text + "b.cpp:2:1: error: y\n");
  CHECK(messages.size() == 60);
  CHECK(messages[0].at("file") == "b.cpp");
}

TEST_CASE("lines of any length are survived") {
  CHECK(messages_in(std::string(1000000, 'a') + ":1:1: error: x\n").empty());
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a.cpp:1:1: error: x\n";
  CHECK(messages_in(many).size() == 60);
}
