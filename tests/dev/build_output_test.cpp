// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/build_output.hpp"

#include <doctest/doctest.h>

namespace attacca::dev {
namespace {

std::string as_it_is(const std::string& file) {
  return file;
}

TEST_CASE("of Ninja's output the compiler's words are left, and the first place is known") {
  const auto read = read_build_output(
      "[1/3] Looking at the sources of gain\n"
      "[2/3] Building CXX object gain.cpp.o\n"
      "FAILED: CMakeFiles/gain.dir/gain.cpp.o \n"
      "/usr/bin/c++ -I/very/long -o gain.cpp.o -c ../gain.cpp\n"
      "../gain.cpp: In function ‘void f()’:\n"
      "../gain.cpp:12:5: error: ‘x’ was not declared in this scope\n"
      "../gain.cpp:14:9: fatal error: no.hpp: No such file or directory\n"
      "ninja: build stopped: subcommand failed.\n",
      [](const std::string& file) { return file == "../gain.cpp" ? "src/gain.cpp" : file; });
  CHECK(read.errors == 2);
  CHECK(read.first_place == "src/gain.cpp:12:5");
  CHECK(read.text ==
        "src/gain.cpp: In function ‘void f()’:\n"
        "src/gain.cpp:12:5: error: ‘x’ was not declared in this scope\n"
        "src/gain.cpp:14:9: fatal error: no.hpp: No such file or directory\n");
}

TEST_CASE("errors of Make, of the linker and of CMake have places too") {
  CHECK(read_build_output("[ 50%] Building CXX\n/p/a.cpp:3:1: error: expected\n"
                          "gmake[2]: *** [a] Error 1\n",
                          as_it_is)
            .text == "/p/a.cpp:3:1: error: expected\n");
  CHECK(read_build_output(
            "/usr/bin/ld: a.o: in function `f\':\n/p/a.cpp:7: undefined reference to `g\'\n",
            as_it_is)
            .first_place == "/p/a.cpp:7");
  CHECK(
      read_build_output("CMake Error at CMakeLists.txt:4 (add_library):\n", as_it_is).first_place ==
      "CMakeLists.txt:4");
}

TEST_CASE("output without a place, or without an end, is shown as far as it goes") {
  CHECK(read_build_output("error: cannot run cmake: No such file or directory\n", as_it_is).text ==
        "error: cannot run cmake: No such file or directory\n");
  CHECK(read_build_output("", as_it_is).text.empty());
  CHECK(read_build_output("a\nb\nc\nd", as_it_is, 2).text == "a\nb\n(and 2 more lines)\n");
  const std::string endless(3'000'000, 'x');
  CHECK(read_build_output(endless, as_it_is).text.size() < 5000);
}

}  // namespace
}  // namespace attacca::dev
