// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/supervised_child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "host/base/macos/child_role.hpp"
#include "host/base/macos/child_start.hpp"
#include "trial/run/child_watch.hpp"

namespace attacca::trial {
namespace {

using Clock = std::chrono::steady_clock;
using host::ChildPipe;
using host::ChildRole;
using host::StartedChild;

constexpr std::size_t kPiece = 65536;
constexpr std::chrono::milliseconds kTurn{5};
constexpr int kMostRest = 64;  // pieces: many times what a pipe holds

/// How often run_in_child() was called: parent and child count alike.
std::uint32_t g_calls = 0;

std::atomic<pid_t> g_child{0};
std::atomic<int> g_asked{0};
void (*g_interrupt)() = nullptr;
static_assert(std::atomic<pid_t>::is_always_lock_free, "read by signal handlers");

// -- the child -----------------------------------------------------------------------------------

void on_interrupt(int) {
  if (g_interrupt != nullptr) g_interrupt();
}

[[noreturn]] void be_child(const ChildRole& role, RunVitals& vitals, host::CrashRecord& crash,
                           const std::function<void(int)>& work, const ChildOptions& options) {
  // Plugins print what they like; the standard output is for the report.
  dup2(STDERR_FILENO, STDOUT_FILENO);
  fcntl(role.report, F_SETFD, FD_CLOEXEC);
  g_interrupt = options.interrupt;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action{};
    action.sa_handler = on_interrupt;
    sigaction(signal, &action, nullptr);
  }
  host::end_with_parent();
  host::install_crash_reporter(crash);
  work(role.report);
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
  Watch(const RunVitals& vitals, const ChildOptions& options, const ChildPipe& report,
        const ChildPipe& print, const std::function<void(std::string_view)>& received)
      : options_(options),
        life_(vitals, options.patience),
        report_(report),
        print_(print),
        received_(received) {}

  /// Returns whether the child ended by itself.
  bool listen(const StartedChild& child) {
    auto next_turn = Clock::now();
    for (;;) {
      const bool has_ended = child.has_ended();
      const bool was_heard = take();
      if (has_ended) return true;
      if (Clock::now() >= next_turn) {
        if (options_.turn) options_.turn();
        next_turn = Clock::now() + options_.turn_time;
      }
      if (!life_.goes_on()) return false;
      if (!was_heard) std::this_thread::sleep_for(kTurn);
    }
  }

  /// What was still on its way, when everybody who wrote has been ended: whom nobody could end may
  /// write for ever.
  void take_rest() {
    for (int i = 0; i < kMostRest; ++i) {
      if (!take()) return;
    }
  }

 private:
  /// Hands on a piece of each; false when there was none.
  bool take() {
    const bool was_reported = pass(report_, received_);
    const bool was_printed = options_.printed && pass(print_, options_.printed);
    return was_reported || was_printed;
  }
  bool pass(const ChildPipe& from, const std::function<void(std::string_view)>& to) {
    if (!from.read_some(piece_, kPiece)) return false;
    to(piece_);
    return true;
  }

  const ChildOptions& options_;
  SignsOfLife life_;
  const ChildPipe& report_;
  const ChildPipe& print_;
  const std::function<void(std::string_view)>& received_;
  std::string piece_;
};

}  // namespace

Result<ChildEnding> run_in_child(RunVitals& vitals, const std::function<void(int out)>& work,
                                 const std::function<void(std::string_view)>& received,
                                 const ChildOptions& options) {
  const std::uint32_t call = g_calls++;
  const host::SharedCrashRecord crash = host::share_crash_record();
  if (crash == nullptr) return fail("cannot begin: no memory");
  if (host::own_role().call == call) be_child(host::own_role(), vitals, *crash, work, options);
  ChildPipe report;
  ChildPipe print;
  if (!report.open() || (options.printed && !print.open())) return fail("cannot begin: no pipe");
  const PassOn pass_on;
  ChildRole role;
  role.call = call;
  role.report = report.writing;
  host::ChildStart start;
  start.program = host::own_program();
  start.words = host::own_words();
  start.error = options.printed ? print.writing : STDERR_FILENO;
  start.output = start.error;
  start.inherited = {report.writing};
  for (const host::SharedPiece& each : host::shared_pieces()) {
    role.pieces[each.number] = each.descriptor;
    start.inherited.push_back(each.descriptor);
  }
  start.role = host::text_of(role);
  std::fflush(nullptr);
  auto child = StartedChild::start(start);
  if (!child) return fail("cannot begin: " + child.error().message);
  g_child = child->id();
  // Asked to end before there was a child to pass it on to.
  if (g_asked > 0) kill(child->id(), SIGTERM);
  report.close_writing();
  print.close_writing();
  Watch watch(vitals, options, report, print, received);
  const bool ended = watch.listen(*child);
  if (!ended) {
    ask_hanging(child->id(), *crash);
    child->end();
  }
  const StartedChild::End end = child->wait();
  g_child = 0;
  const std::optional<int> signal = end.was_exit ? std::nullopt : std::optional(end.number);
  ChildEnding ending = ending_of(child->id(), ended, signal, vitals);
  ending.was_asked = g_asked > 0;
  ending.left_behind = child->end_others();
  if (ended) watch.take_rest();
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
