// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "doctor/machine.hpp"

#include <chrono>

#include <doctest/doctest.h>

namespace attacca::doctor {
namespace {

TEST_CASE("a command's answer is its output and its exit code") {
  const Machine machine = Machine::here();
  const Answer good = machine.run({"sh", "-c", "echo yes; echo no >&2"});
  CHECK(good.is_good());
  CHECK(good.text == "yes\n");
  CHECK(machine.run({"sh", "-c", "exit 3"}).exit_code == 3);
  CHECK(machine.run({"no-such-command-anywhere"}).exit_code == -1);
  CHECK(machine.run({"sh", "-c", "kill -9 $$"}).exit_code == -1);
  CHECK(machine.run({"sh", "-c", "read line || exit 4"}).exit_code == 4);
}

TEST_CASE("an answer without an end is cut off") {
  const Answer answer = Machine::here().run({"sh", "-c", "yes | head -c 3000000"});
  CHECK(answer.is_good());
  CHECK(answer.text.size() < 2'000'000);
}

TEST_CASE("programs are those of PATH that can be run") {
  const Machine machine = Machine::here();
  CHECK(machine.program("sh").has_value());
  CHECK_FALSE(machine.program("no-such-command-anywhere"));
  CHECK(machine.can_load("libc.so.6"));
  CHECK_FALSE(machine.can_load("libno-such-library.so.9"));
}

}  // namespace
}  // namespace attacca::doctor
