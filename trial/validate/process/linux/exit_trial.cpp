// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/process/exit_trial.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <sys/wait.h>
#include <unistd.h>

namespace attacca::validate {

ExitTrial try_exit(CheckContext& context, const std::function<void()>& act) {
  constexpr int kNotDone = 3;
  std::fflush(nullptr);
  const pid_t child = fork();
  context.require(child >= 0, "no process could be started");
  if (child == 0) {
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP}) {
      std::signal(signal, SIG_DFL);
    }
    alarm(8);  // a hang ends with SIGALRM
    int code = 1;
    try {
      act();
      code = 0;
    } catch (...) {
      code = kNotDone;
    }
    std::exit(code);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ExitTrial trial;
  if (WIFSIGNALED(status)) {
    trial.has_hung = WTERMSIG(status) == SIGALRM;
    trial.ended_by = strsignal(WTERMSIG(status));
  } else {
    trial.code = WEXITSTATUS(status);
    trial.was_done = trial.code != kNotDone;
  }
  return trial;
}

}  // namespace attacca::validate
