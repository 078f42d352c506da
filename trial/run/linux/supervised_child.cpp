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

namespace attacca::trial {
namespace {

std::atomic<pid_t> g_child{0};
std::atomic<int> g_asked{0};
void (*g_interrupt)() = nullptr;
static_assert(std::atomic<pid_t>::is_always_lock_free, "read by signal handlers");

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

/// While it lives, what asks the parent to end asks the child instead: also a terminal that is
/// closed (SIGHUP) and its Ctrl-\ (SIGQUIT).
class PassOn {
 public:
  PassOn() {
    g_asked = 0;
    struct sigaction action{};
    action.sa_handler = [](int) {
      const pid_t child = g_child;
      const bool is_first = g_asked.fetch_add(1) == 0;
      if (child > 0) kill(child, is_first ? SIGTERM : SIGKILL);
    };
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      sigaction(kSignals[i], &action, &old_[i]);
      // nohup(1): who wants to go on without a terminal goes on.
      const bool is_nohup = kSignals[i] == SIGHUP && old_[i].sa_handler == SIG_IGN;
      if (is_nohup) sigaction(SIGHUP, &old_[i], nullptr);
    }
  }
  ~PassOn() {
    g_child = 0;
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &old_[i], nullptr);
  }
  PassOn(const PassOn&) = delete;
  PassOn& operator=(const PassOn&) = delete;

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  std::array<struct sigaction, kSignals.size()> old_{};
};

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
  const PassOn pass_on;
  // Else what a plugin starts and detaches would live on when the child is gone.
  const bool adopts = host::adopt_orphans();
  const std::vector<host::ChildProcess> known = host::child_processes();
  const pid_t parent = getpid();
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) be_child(report.ends[1], print.ends[1], parent, vitals, *crash, work, options);
  if (child < 0) return cannot();
  g_child = child;
  // Asked to end before there was a child to pass it on to.
  if (g_asked > 0) kill(child, SIGTERM);
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
  g_child = 0;
  const std::optional<int> signal =
      WIFSIGNALED(status) ? std::optional(WTERMSIG(status)) : std::nullopt;
  ChildEnding ending = ending_of(child, ended, signal, vitals);
  ending.was_asked = g_asked > 0;
  if (adopts) ending.left_behind = host::end_children(known);
  add_crash(ending, *crash);
  return ending;
}

bool write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t count = write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace attacca::trial
