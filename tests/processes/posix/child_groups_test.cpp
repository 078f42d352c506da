// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/child_groups.hpp"

#include <csignal>
#include <optional>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::processes {
namespace {

pid_t new_group() {
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    // doctest's handlers are not for it.
    for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) std::signal(signal, SIG_DFL);
    close(ready[0]);
    close(ready[1]);
    for (;;) pause();
  }
  setpgid(child, child);
  close(ready[1]);
  char none = 0;
  CHECK(read(ready[0], &none, 1) == 0);
  close(ready[0]);
  return child;
}

int signal_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST_CASE("each group gets its own signal, those that are no longer known get none") {
  const pid_t build = new_group();
  const pid_t player = new_group();
  const pid_t other = new_group();
  const ChildGroup first(build, Signal::interrupt);
  std::optional<ChildGroup> forgotten(std::in_place, other, Signal::kill);
  const ChildGroup second(player, Signal::terminate);
  forgotten.reset();
  signal_child_groups();
  CHECK(signal_of(build) == SIGINT);
  CHECK(signal_of(player) == SIGTERM);
  kill(other, SIGUSR1);
  CHECK(signal_of(other) == SIGUSR1);
}

}  // namespace
}  // namespace attacca::processes
