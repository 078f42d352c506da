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

#include "files/own_program.hpp"
#include "host/base/macos/child_role.hpp"
#include "host/base/macos/child_start.hpp"
#include "trial/run/child_watch.hpp"
#include "trial/run/posix/passed_signals.hpp"

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

void (*g_interrupt)() = nullptr;

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
  PassedSignals signals;
  ChildRole role;
  role.call = call;
  role.report = report.writing;
  host::ChildStart start;
  start.program = files::own_program().string();
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
  signals.pass_to(child->id());
  report.close_writing();
  print.close_writing();
  Watch watch(vitals, options, report, print, received);
  const bool ended = watch.listen(*child);
  if (!ended) {
    ask_hanging(child->id(), *crash);
    child->end();
  }
  const StartedChild::End end = child->wait();
  signals.pass_to_nobody();
  const std::optional<int> signal = end.was_exit ? std::nullopt : std::optional(end.number);
  ChildEnding ending = ending_of(child->id(), ended, signal, vitals);
  ending.was_asked = signals.asked_to_end();
  ending.left_behind = child->end_others();
  if (ended) watch.take_rest();
  add_crash(ending, *crash);
  return ending;
}

}  // namespace attacca::trial
