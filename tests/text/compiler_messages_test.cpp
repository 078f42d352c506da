// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/compiler_messages.hpp"

#include <doctest/doctest.h>

namespace attacca::text {
namespace {

using Severity = CompilerMessage::Severity;

TEST_CASE("what compilers, linkers and CMake complain about is found in what they print") {
  const auto messages = compiler_messages(
      "[1/2] Building CXX object\n"
      "FAILED: x.o\n"
      "/src/a b/gain.cpp:12:7: error: expected ';' before '}' token\n"
      "   12 |   return 1\n"
      "gain.hpp:3:1: warning: unused 'x'\n"
      "gain.cpp:1:10: fatal error: no.hpp: No such file or directory\r\n"
      "CMake Error at CMakeLists.txt:7 (attacca_add_plugin):\n"
      "  attacca_add_plugin(gain): give a target,\n"
      "  NAME and SOURCES\n"
      "\n"
      "CMake Warning (dev) at CMakeLists.txt:8 (add_library):\n"
      "\n"
      "  Policy CMP0042\n"
      "ninja: build stopped: subcommand failed.\n");
  REQUIRE(messages.size() == 5);
  CHECK(messages[0].place() == "/src/a b/gain.cpp:12:7");
  CHECK(messages[0].severity == Severity::error);
  CHECK(messages[0].text == "expected ';' before '}' token");
  CHECK(messages[1].severity == Severity::warning);
  CHECK(messages[2].severity == Severity::error);
  CHECK(messages[2].text == "no.hpp: No such file or directory");
  CHECK(messages[3].place() == "CMakeLists.txt:7");
  CHECK(messages[3].text == "attacca_add_plugin(gain): give a target, NAME and SOURCES");
  CHECK(messages[4].severity == Severity::warning);
  CHECK(messages[4].text == "Policy CMP0042");
}

TEST_CASE("a linker's complaint has the source's place where it is told") {
  const auto messages = compiler_messages(
      "/usr/bin/ld: a.o: in function `f':\n"
      "/p/a.cpp:7: undefined reference to `g'\n"
      "/usr/bin/ld: /p/a.cpp:9: multiple definition of `h'; b.o:/p/b.cpp:3: first defined here\n"
      "/usr/bin/ld: gain.cpp:(.text+0x4): undefined reference to `run()'\n"
      "ld.lld: error: undefined symbol: x\n");
  REQUIRE(messages.size() == 3);
  CHECK(messages[0].place() == "/p/a.cpp:7");
  CHECK(messages[0].text == "undefined reference to `g'");
  CHECK(messages[1].place() == "/p/a.cpp:9");
  CHECK(messages[2].place().empty());
  CHECK(messages[2].text == "undefined reference to `run()'");
}

TEST_CASE("lines of any length, and a text that ends anywhere, are survived") {
  CHECK(compiler_messages(std::string(1'000'000, 'a') + ":1:1: error: x\n").empty());
  CHECK(compiler_messages("").empty());
  CHECK(compiler_messages("\n\n").empty());
  CHECK(compiler_messages("CMake Error").size() == 1);
  CHECK(compiler_messages("CMake Error at a:1 (b):\n").front().text == "CMake Error at a:1 (b):");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a.cpp:1:1: error: x\n";
  CHECK(compiler_messages(many).size() == 1000);
}

}  // namespace
}  // namespace attacca::text
