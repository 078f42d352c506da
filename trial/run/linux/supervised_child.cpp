// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/supervised_child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trial/run/child_watch.hpp"
#include "trial/run/posix/passed_signals.hpp"

namespace attacca::trial {
namespace {

void (*g_interrupt)() = nullptr;

// -- the child -----------------------------------------------------------------------------------

void on_interrupt(int) {
  if (g_interrupt != nullptr) g_interrupt();
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  sigaction(signal, &action, nullptr);
}

[[noreturn]] void be_child(int out, int print, pid_t parent, RunVitals& vitals,
                           host::CrashRecord& crash, const std::function<void(int)>& work,
                           const ChildOptions& options) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) std::_Exit(1);
  if (print >= 0) dup2(print, STDERR_FILENO);
  // Plugins print what they like; the standard output is for the report.
  dup2(STDERR_FILENO, STDOUT_FILENO);
  g_interrupt = options.interrupt;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now{};
    sigaction(signal, nullptr, &now);
    if (signal != SIGHUP || now.sa_handler != SIG_IGN) handle(signal, on_interrupt);
  }
  host::install_crash_reporter(crash);
  work(out);
  vitals.enter(RunVitals::Phase::done);
  std::fflush(nullptr);
  // Without the destructors of static objects: plugins' threads may still use them.
  std::_Exit(0);
}

// -- the parent ----------------------------------------------------------------------------------

/// Watches over the child until it ends or gives no sign of life for too long.
class Watch {
 public:
  Watch(const RunVitals& vitals, const ChildOptions& options)
      : options_(options), life_(vitals, options.patience) {}

  /// Returns whether the child ended by itself.
  bool listen(int in, int print, const std::function<void(std::string_view)>& received) {
    std::array<pollfd, 2> entries{{{in, POLLIN, 0}, {print, POLLIN, 0}}};
    for (;;) {
      if (poll(entries.data(), entries.size(), static_cast<int>(options_.turn_time.count())) > 0) {
        if (entries[0].revents != 0 && !pass(in, received)) return true;
        if (entries[1].revents != 0 && !pass(print, options_.printed)) entries[1].fd = -1;
      }
      if (options_.turn) options_.turn();
      if (!life_.goes_on()) return false;
    }
  }

 private:
  /// Hands on one piece; false at the end.
  bool pass(int from, const std::function<void(std::string_view)>& to) {
    const ssize_t count = read(from, chunk_.data(), chunk_.size());
    if (count > 0) to({chunk_.data(), static_cast<std::size_t>(count)});
    return count > 0 || (count < 0 && errno == EINTR);
  }

  const ChildOptions& options_;
  SignsOfLife life_;
  std::array<char, 65536> chunk_{};
};

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  [[nodiscard]] bool open() { return pipe2(ends.data(), O_CLOEXEC) == 0; }
  void close_end(std::size_t which) {
    if (ends[which] >= 0) close(ends[which]);
    ends[which] = -1;
  }
  Pipe() = default;
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
};

}  // namespace

Result<ChildEnding> run_in_child(RunVitals& vitals, const std::function<void(int out)>& work,
                                 const std::function<void(std::string_view)>& received,
                                 const ChildOptions& options) {
  Pipe report;
  Pipe print;
  const auto cannot = [] {
    return fail("cannot begin: " + std::error_code(errno, std::generic_category()).message());
  };
  if (!report.open() || (options.printed && !print.open())) return cannot();
  const host::SharedCrashRecord crash = host::share_crash_record();
  if (crash == nullptr) return cannot();
  PassedSignals signals;
  // Else what a plugin starts and detaches would live on when the child is gone.
  const bool adopts = host::adopt_orphans();
  const std::vector<host::ChildProcess> known = host::child_processes();
  const pid_t parent = getpid();
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) be_child(report.ends[1], print.ends[1], parent, vitals, *crash, work, options);
  if (child < 0) return cannot();
  signals.pass_to(child);
  report.close_end(1);
  print.close_end(1);
  Watch watch(vitals, options);
  const bool ended = watch.listen(report.ends[0], print.ends[0], received);
  if (!ended) {
    ask_hanging(child, *crash);
    kill(child, SIGKILL);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  signals.pass_to_nobody();
  const std::optional<int> signal =
      WIFSIGNALED(status) ? std::optional(WTERMSIG(status)) : std::nullopt;
  ChildEnding ending = ending_of(child, ended, signal, vitals);
  ending.was_asked = signals.asked_to_end();
  if (adopts) ending.left_behind = host::end_children(known);
  add_crash(ending, *crash);
  return ending;
}

}  // namespace attacca::trial
