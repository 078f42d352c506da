// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/outcome.hpp"

#include <doctest/doctest.h>

#include "platform/windows/handle.hpp"
#include "tests/processes/windows/helper.hpp"

namespace attacca::processes {
namespace {

using test::helper;

const auto kOn = [](const Child&) { return true; };

TEST_CASE("an outcome is what was printed and the exit code, or why there is none") {
  const Outcome good = run(helper({"out:yes", "err:no"}), {}, kOn);
  CHECK(good.exit_code == 0);
  CHECK(good.output == "yes\n");
  CHECK(good.errors == "no\n");
  CHECK(good.failure.empty());
  const Outcome crashed = run(helper({"crash"}), {}, kOn);
  CHECK(crashed.exit_code == -1);
  CHECK(crashed.failure.find(" was ended by 0xC0000005") != std::string::npos);
  CHECK(run({"no-such-program"}, {}, kOn).failure ==
        "there is no program no-such-program: install it");
}

TEST_CASE("a program that is not to go on ends, whether it listens or not") {
  const auto until_up = [](const Child& child) { return child.output() != "up\n"; };
  for (const char* attitude : {"listen", "out:up"}) {
    CAPTURE(attitude);
    const bool listens = std::string(attitude) == "listen";
    const Outcome ended =
        run(listens ? helper({"listen", "out:up", "sleep"}) : helper({"out:up", "sleep"}), {},
            until_up);
    // Where there is no console nobody can be told.
    CHECK((ended.exit_code == -1 || (listens && ended.exit_code == 7)));
    if (ended.exit_code == -1) {
      CHECK(ended.failure.find("0xC000013A (ended)") != std::string::npos);
    }
  }
}

TEST_CASE("nobody waits for what a program leaves running") {
  const Outcome outcome = run(helper({"another", "out:started"}), {}, kOn);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.output.ends_with("started\n"));
  const ProcessId left = std::stol(outcome.output);
  const core::Handle process(::OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(left)));
  REQUIRE(process.is_open());
  CHECK(::WaitForSingleObject(process.get(), 0) == WAIT_TIMEOUT);
  const ChildGroup known(left, Signal::kill);
  signal_child_groups();
}

TEST_CASE("a program in front answers by its status") {
  CHECK(run_in_front(helper({})).has_value());
  CHECK(run_in_front(helper({"exit:1"}))
            .error()
            .message.ends_with("ended with status 1: what it said is above"));
}

}  // namespace
}  // namespace attacca::processes
