// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/child_groups.hpp"

#include <csignal>
#include <optional>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::dev {
namespace {

pid_t new_group() {
  const pid_t child = fork();
  if (child == 0) {
    for (;;) pause();
  }
  setpgid(child, child);
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
  const ChildGroup first(build, SIGUSR2);
  std::optional<ChildGroup> forgotten(std::in_place, other, SIGALRM);
  const ChildGroup second(player, SIGKILL);
  forgotten.reset();
  signal_child_groups();
  CHECK(signal_of(build) == SIGUSR2);
  CHECK(signal_of(player) == SIGKILL);
  kill(other, SIGUSR1);
  CHECK(signal_of(other) == SIGUSR1);
}

}  // namespace
}  // namespace attacca::dev
