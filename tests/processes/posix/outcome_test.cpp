// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/outcome.hpp"

#include <csignal>
#include <string>

#include <doctest/doctest.h>
#include <signal.h>

namespace attacca::processes {
namespace {

const auto kOn = [](const Child&) { return true; };

TEST_CASE("an outcome is what was printed and the exit code, or why there is none") {
  const Outcome good = run({"sh", "-c", "echo yes; echo no >&2"}, {}, kOn);
  CHECK(good.exit_code == 0);
  CHECK(good.output == "yes\n");
  CHECK(good.errors == "no\n");
  CHECK(good.failure.empty());
  const Outcome killed = run({"sh", "-c", "kill -9 $$"}, {}, kOn);
  CHECK(killed.exit_code == -1);
  CHECK(killed.failure == "sh was ended by signal 9 (Killed)");
  CHECK(run({"no-such-program"}, {}, kOn).failure ==
        "there is no program no-such-program: install it");
}

TEST_CASE("a program that is not to go on ends, whether it listens or not") {
  const auto until = [](const char* word) {
    return [word](const Child& child) { return child.output() != word; };
  };
  const Outcome polite =
      run({"sh", "-c", "tail -f /dev/null & trap 'echo bye; exit 7' TERM; echo up; wait"}, {},
          until("up\n"));
  CHECK(polite.exit_code == 7);
  CHECK(polite.output == "up\nbye\n");
  const Outcome deaf =
      run({"sh", "-c", "trap '' TERM; echo up; tail -f /dev/null"}, {}, until("up\n"));
  CHECK(deaf.exit_code == -1);
  CHECK(deaf.failure == "sh was ended by signal 9 (Killed)");
}

TEST_CASE("nobody waits for what a program leaves running") {
  const Outcome outcome = run({"sh", "-c", "tail -f /dev/null & echo $!"}, {}, kOn);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.failure.empty());
  // It is still there, with the pipe in its hands.
  CHECK(::kill(static_cast<pid_t>(std::stol(outcome.output)), SIGKILL) == 0);
}

TEST_CASE("a program in front answers by its status") {
  CHECK(run_in_front({"true"}).has_value());
  CHECK(run_in_front({"false"}).error().message ==
        "false ended with status 1: what it said is above");
  CHECK(run_in_front({"sh", "-c", "kill -9 $$"}).error().message ==
        "sh was ended by signal 9 (Killed)");
  CHECK(run_in_front({"no-such-program"}).error().message ==
        "there is no program no-such-program: install it");
}

}  // namespace
}  // namespace attacca::processes
