// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_child.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/crash/crash_report.hpp"
#include "trial/validate/memory_file.hpp"
#include "trial/validate/run_check.hpp"

namespace attacca::validate {

namespace {

/// Where no descriptor says that a process has ended, it is looked at in turns.
constexpr std::chrono::milliseconds kTurn{20};

// A plugin that eats memory is to fail, not to take the machine along. Sanitizers map terabytes.
void limit_resources() {
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
#ifndef ATTACCA_SANITIZED
  constexpr rlim_t kMemory = rlim_t{6} << 30;
  const rlimit memory{kMemory, kMemory};
  setrlimit(RLIMIT_AS, &memory);
#endif
}

[[noreturn]] void be_child(const Job& job, std::uint64_t seed, SharedLog& log, int printed,
                           pid_t parent) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) std::_Exit(1);
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGHUP, SIG_DFL);
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing >= 0) dup2(nothing, STDIN_FILENO);
  if (printed >= 0) {
    dup2(printed, STDOUT_FILENO);
    dup2(printed, STDERR_FILENO);
  } else {
    dup2(STDERR_FILENO, STDOUT_FILENO);
  }
  limit_resources();
  run_check_in_child(job, seed, log);
  std::fflush(nullptr);
  // Without the destructors of static objects: plugins' threads may still use them.
  std::_Exit(0);
}

}  // namespace

struct CheckChild::Impl {
  pid_t process = -1;
  int descriptor = -1;  ///< Readable when the process has ended; -1 where there is none.
  int printed = -1;

  Impl() = default;
  ~Impl() {
    if (process > 0) {
      kill(process, SIGKILL);
      (void)reap();
    }
    if (descriptor >= 0) close(descriptor);
    if (printed >= 0) close(printed);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  End reap() noexcept {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    End end;
    end.was_exit = !WIFSIGNALED(status);
    end.number = end.was_exit ? WEXITSTATUS(status) : WTERMSIG(status);
    // What the plugin started and left behind goes too.
    end.left_behind = kill(-process, SIGKILL) == 0;
    process = -1;
    return end;
  }
};

CheckChild::CheckChild(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CheckChild::CheckChild(CheckChild&&) noexcept = default;
CheckChild::~CheckChild() = default;

Result<CheckChild> CheckChild::start(const Job& job, std::uint64_t seed,
                                     const RunnerOptions& options, SharedLog& log) {
  auto impl = std::make_unique<Impl>();
  if (!options.shows_printed) impl->printed = open_memory_file();
  std::fflush(nullptr);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) be_child(job, seed, log, impl->printed, parent);
  if (child < 0) return fail(std::strerror(errno));
  setpgid(child, child);
  impl->process = child;
  // The C library declares pidfd_open(2) without C linkage for C++ in version 2.36. Where it is
  // missing (before Linux 5.3, some containers) has_ended() is asked in turns.
  impl->descriptor = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  return CheckChild(std::move(impl));
}

bool CheckChild::has_ended() const noexcept {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(impl_->process), &info, WEXITED | WNOHANG | WNOWAIT) !=
             0 ||
         info.si_pid == impl_->process;
}

void CheckChild::wait_for_one(std::span<const CheckChild* const> children,
                              std::chrono::milliseconds time) {
  std::vector<pollfd> entries;
  for (const CheckChild* const child : children) {
    if (child->impl_->descriptor < 0) time = std::min(time, kTurn);
    entries.push_back({child->impl_->descriptor, POLLIN, 0});
  }
  (void)poll(entries.data(), entries.size(), static_cast<int>(time.count()));
}

CheckChild::End CheckChild::finish() {
  return impl_->reap();
}

bool CheckChild::give_up(SharedLog& log, std::chrono::milliseconds patience, End& end) {
  const bool answered = host::ask_where(impl_->process, log.crash, patience);
  kill(impl_->process, SIGKILL);
  end = impl_->reap();
  return answered;
}

std::string CheckChild::printed(std::size_t most) const {
  return impl_->printed >= 0 ? last_of(impl_->printed, most) : std::string();
}

std::optional<int> check_child_main(int, char**) {
  return std::nullopt;
}

}  // namespace attacca::validate
