// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "ship/child_program.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace attacca::ship {

Result<void> run_program(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, 2, 1);
  pid_t child = -1;
  const int error =
      ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) return fail("there is no program " + command.front() + ": install it");
  if (error != 0) {
    return fail("cannot run " + command.front() + ": " +
                std::error_code(error, std::generic_category()).message());
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return fail("lost sight of " + command.front());
  }
  if (WIFSIGNALED(status)) {
    return fail(command.front() + " was ended by signal " + std::to_string(WTERMSIG(status)));
  }
  if (WEXITSTATUS(status) != 0) {
    return fail(command.front() + " ended with status " + std::to_string(WEXITSTATUS(status)) +
                ": what it said is above");
  }
  return {};
}

}  // namespace attacca::ship
