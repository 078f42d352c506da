// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/supervised_child.hpp"

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include "host/base/windows/child_role.hpp"
#include "host/base/windows/child_start.hpp"
#include "host/base/windows/console_end.hpp"
#include "trial/run/child_watch.hpp"

namespace attacca::trial {
namespace {

using Clock = std::chrono::steady_clock;
using host::ChildPipe;
using host::ChildRole;
using host::Handle;
using host::StartedChild;

constexpr std::size_t kPiece = 65536;
constexpr std::chrono::milliseconds kTurn{5};
constexpr int kMostRest = 64;  // pieces: many times what a pipe holds

/// How often run_in_child() was called: parent and child count alike.
std::uint32_t g_calls = 0;

/// Whom the console's handler tells, which is called in a thread of its own.
struct Asked {
  std::mutex mutex;
  HANDLE child = nullptr;   ///< Not closed while it is here.
  HANDLE asking = nullptr;  ///< Likewise.
  int count = 0;
};
Asked& asked() {
  static Asked& asked = *new Asked;  // the handler may run when static objects are gone
  return asked;
}
void set_asked_child(HANDLE child) {
  const std::lock_guard lock(asked().mutex);
  asked().child = child;
}

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
BOOL WINAPI on_control(DWORD control) {
  {
    const std::lock_guard lock(asked().mutex);
    const bool is_first = asked().count++ == 0;
    const HANDLE asking = asked().asking;
    const HANDLE child = asked().child;
    if (is_first && asking != nullptr) SetEvent(asking);
    if (!is_first && child != nullptr) TerminateProcess(child, STATUS_CONTROL_C_EXIT);
  }
  host::leave_time_to_end(control);
  return TRUE;
}

/// While it lives, what asks the parent to end asks the child instead.
class PassOn {
 public:
  PassOn() {
    SECURITY_ATTRIBUTES inheritable{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    asking_ = Handle(CreateEventW(&inheritable, TRUE, FALSE, nullptr));
    {
      const std::lock_guard lock(asked().mutex);
      asked().count = 0;
      asked().asking = asking_.get();
    }
    SetConsoleCtrlHandler(on_control, TRUE);
  }
  ~PassOn() {
    SetConsoleCtrlHandler(on_control, FALSE);
    // One that runs now may come to this lock later.
    const std::lock_guard lock(asked().mutex);
    asked().child = nullptr;
    asked().asking = nullptr;
  }
  PassOn(const PassOn&) = delete;
  PassOn& operator=(const PassOn&) = delete;

  [[nodiscard]] HANDLE asking() const noexcept { return asking_.get(); }
  [[nodiscard]] bool was_asked() const {
    const std::lock_guard lock(asked().mutex);
    return asked().count > 0;
  }

 private:
  Handle asking_;
};

/// Watches over the child until it ends or gives no sign of life for too long.
class Watch {
 public:
  Watch(const RunVitals& vitals, const ChildOptions& options)
      : options_(options), life_(vitals, options.patience) {}

  /// Returns whether the child ended by itself.
  bool listen(StartedChild& child, ChildPipe& report, ChildPipe& print,
              const std::function<void(std::string_view)>& received) {
    auto next_turn = Clock::now();
    for (;;) {
      const bool has_ended = child.has_ended();
      const bool was_heard = pass(report, received) | pass(print, options_.printed);
      if (has_ended) return true;
      if (Clock::now() >= next_turn) {
        if (options_.turn) options_.turn();
        next_turn = Clock::now() + options_.turn_time;
      }
      if (!life_.goes_on()) return false;
      if (!was_heard) WaitForSingleObject(child.process(), static_cast<DWORD>(kTurn.count()));
    }
  }

  /// What was still on its way, when everybody who wrote has been ended: whom nobody could end may
  /// write for ever.
  void take_rest(ChildPipe& report, ChildPipe& print,
                 const std::function<void(std::string_view)>& received) {
    for (int i = 0; i < kMostRest; ++i) {
      if (!(pass(report, received) | pass(print, options_.printed))) return;
    }
  }

 private:
  /// Hands on one piece; false when there was none.
  bool pass(ChildPipe& from, const std::function<void(std::string_view)>& to) {
    if (!from.reading || !from.read_some(piece_, kPiece) || piece_.empty()) return false;
    to(piece_);
    return true;
  }

  const ChildOptions& options_;
  SignsOfLife life_;
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
  const auto process = static_cast<pid_t>(child->id());
  set_asked_child(child->process());
  report.writing.reset();
  print.writing.reset();
  Watch watch(vitals, options);
  const bool ended = watch.listen(*child, report, print, received);
  if (!ended) {
    ask_hanging(process, *crash);
    child->end();
  }
  const DWORD code = child->wait();
  set_asked_child(nullptr);
  ChildEnding ending = ending_of(process, ended, host::exception_of_exit(code), vitals);
  ending.was_asked = pass_on.was_asked();
  ending.left_behind = child->end_others();
  if (ended) watch.take_rest(report, print, received);
  add_crash(ending, *crash);
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
