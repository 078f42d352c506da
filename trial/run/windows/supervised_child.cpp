// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/supervised_child.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include "host/base/windows/child_role.hpp"
#include "host/base/windows/child_start.hpp"
#include "host/crash/crash_reporter.hpp"

namespace attacca::trial {
namespace {

using Clock = std::chrono::steady_clock;
using host::ChildPipe;
using host::ChildRole;
using host::Handle;
using host::StartedChild;

/// How long a process that hangs may take to say where.
constexpr std::chrono::seconds kAnswer{2};
constexpr std::size_t kPiece = 65536;
constexpr std::chrono::milliseconds kTurn{5};

/// How often run_in_child() was called: parent and child count alike.
std::uint32_t g_calls = 0;
std::atomic<HANDLE> g_child{nullptr};
std::atomic<HANDLE> g_asking{nullptr};
std::atomic<int> g_asked{0};

// -- the child -----------------------------------------------------------------------------------

int descriptor_of(HANDLE handle) {
  return _open_osfhandle(reinterpret_cast<intptr_t>(handle), _O_BINARY);
}

[[noreturn]] void be_child(const ChildRole& role, RunVitals& vitals, host::CrashRecord& crash,
                           const std::function<void(int)>& work, const ChildOptions& options) {
  // Plugins print what they like; the standard output is for the report.
  const HANDLE print = role.print != nullptr ? role.print : role.error;
  if (print != nullptr) {
    const int descriptor = descriptor_of(print);
    _dup2(descriptor, 2);
    _dup2(descriptor, 1);
    SetStdHandle(STD_OUTPUT_HANDLE, print);
    SetStdHandle(STD_ERROR_HANDLE, print);
  }
  if (options.interrupt != nullptr && role.asking != nullptr) {
    std::thread([asking = role.asking, interrupt = options.interrupt] {
      WaitForSingleObject(asking, INFINITE);
      interrupt();
    }).detach();
  }
  host::install_crash_reporter(crash);
  work(descriptor_of(role.report));
  vitals.enter(RunVitals::Phase::done);
  std::fflush(nullptr);
  // Without the libraries' ends and the destructors of static objects: plugins' threads may still
  // use them.
  TerminateProcess(GetCurrentProcess(), 0);
  std::abort();
}

// -- the parent ----------------------------------------------------------------------------------

/// Ctrl-C, a console that is closed.
BOOL WINAPI on_control(DWORD) {
  const bool is_first = g_asked.fetch_add(1) == 0;
  const HANDLE asking = g_asking;
  const HANDLE child = g_child;
  if (is_first && asking != nullptr) SetEvent(asking);
  if (!is_first && child != nullptr) TerminateProcess(child, STATUS_CONTROL_C_EXIT);
  return TRUE;
}

/// While it lives, what asks the parent to end asks the child instead.
class PassOn {
 public:
  PassOn() {
    SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    asking_ = Handle(CreateEventW(&inheritable, TRUE, FALSE, nullptr));
    g_asked = 0;
    g_asking = asking_.get();
    SetConsoleCtrlHandler(on_control, TRUE);
  }
  ~PassOn() {
    SetConsoleCtrlHandler(on_control, FALSE);
    g_child = nullptr;
    g_asking = nullptr;
  }
  PassOn(const PassOn&) = delete;
  PassOn& operator=(const PassOn&) = delete;

  [[nodiscard]] HANDLE asking() const noexcept { return asking_.get(); }

 private:
  Handle asking_;
};

/// Watches over the child until it ends or gives no sign of life for too long.
class Watch {
 public:
  Watch(const RunVitals& vitals, const ChildOptions& options)
      : vitals_(vitals), options_(options), beats_(vitals.beats) {}

  /// Returns whether the child ended by itself.
  bool listen(StartedChild& child, ChildPipe& report, ChildPipe& print,
              const std::function<void(std::string_view)>& received) {
    auto next_turn = Clock::now();
    for (;;) {
      const bool has_ended = child.has_ended();
      const bool was_heard = pass(report, received) | pass(print, options_.printed);
      if (has_ended) {
        while (pass(report, received) || pass(print, options_.printed)) {
        }
        return true;
      }
      if (Clock::now() >= next_turn) {
        if (options_.turn) options_.turn();
        next_turn = Clock::now() + options_.turn_time;
      }
      if (!is_alive()) return false;
      if (!was_heard) WaitForSingleObject(child.process(), static_cast<DWORD>(kTurn.count()));
    }
  }

 private:
  /// Hands on one piece; false when there was none.
  bool pass(ChildPipe& from, const std::function<void(std::string_view)>& to) {
    if (!from.reading || !from.read_some(piece_, kPiece) || piece_.empty()) return false;
    to(piece_);
    return true;
  }

  bool is_alive() {
    if (vitals_.phase == RunVitals::Phase::audio_stalled) return false;
    if (vitals_.beats != beats_) {
      beats_ = vitals_.beats;
      last_beat_ = Clock::now();
    }
    return Clock::now() - last_beat_ <= options_.patience;
  }

  const RunVitals& vitals_;
  const ChildOptions& options_;
  std::uint64_t beats_;
  Clock::time_point last_beat_ = Clock::now();
  std::string piece_;
};

Handle inheritable_error() {
  HANDLE copy = nullptr;
  const HANDLE self = GetCurrentProcess();
  const HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
  if (error == nullptr || error == INVALID_HANDLE_VALUE ||
      DuplicateHandle(self, error, self, &copy, 0, TRUE, DUPLICATE_SAME_ACCESS) == 0) {
    return Handle();
  }
  return Handle(copy);
}

ChildEnding ending_of(const StartedChild& child, bool ended, DWORD code, const RunVitals& vitals) {
  using Kind = ChildEnding::Kind;
  const auto process = static_cast<pid_t>(child.id());
  if (!ended) return {Kind::hung, 0, process, {}, {}, false};
  if (const auto exception = host::exception_of_exit(code)) {
    return {Kind::crashed, *exception, process, {}, {}, false};
  }
  const bool is_done = vitals.phase == RunVitals::Phase::done;
  return {is_done ? Kind::finished : Kind::left, 0, process, {}, {}, false};
}

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
  const Handle error = inheritable_error();
  ChildRole role;
  role.call = call;
  role.report = report.writing.get();
  role.print = print.writing.get();
  role.error = error.get();
  role.asking = pass_on.asking();
  host::ChildStart start{host::own_program(),
                         GetCommandLineW(),
                         nullptr,
                         nullptr,
                         {role.report, role.print, role.error, role.asking},
                         {}};
  for (const host::SharedSection& each : host::shared_sections()) {
    role.sections[each.number] = each.section;
    start.inherited.push_back(each.section);
  }
  start.role = host::text_of(role);
  std::fflush(nullptr);
  auto child = StartedChild::start(start);
  if (!child) return fail("cannot begin: " + child.error().message);
  g_child = child->process();
  report.writing.reset();
  print.writing.reset();
  const bool ended = Watch(vitals, options).listen(*child, report, print, received);
  if (!ended) {
    if (!host::ask_where(static_cast<pid_t>(child->id()), *crash, kAnswer)) {
      crash->state = host::CrashRecord::kEmpty;
    }
    child->end();
  }
  const DWORD code = child->wait();
  g_child = nullptr;
  ChildEnding ending = ending_of(*child, ended, code, vitals);
  ending.was_asked = g_asked > 0;
  ending.left_behind = child->end_others();
  const bool has_fallen =
      ending.kind == ChildEnding::Kind::crashed || ending.kind == ChildEnding::Kind::hung;
  if (has_fallen) ending.crash = host::read_crash(*crash);
  return ending;
}

bool write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const int count = _write(descriptor, text.data(), static_cast<unsigned>(text.size()));
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace attacca::trial
