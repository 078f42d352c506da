// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/build_turn.hpp"

#include <csignal>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::dev {
namespace {

TEST_CASE("one at a time has the turn to build, also where a child has the folder open still") {
  const test::TemporaryFolder folder;
  pid_t child = -1;
  {
    const auto first = BuildTurn::take(folder.path());
    REQUIRE(first);
    CHECK_FALSE(BuildTurn::take(folder.path()));
    child = fork();
    if (child == 0) {
      for (;;) pause();
    }
  }
  CHECK(BuildTurn::take(folder.path()));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}

}  // namespace
}  // namespace attacca::dev
