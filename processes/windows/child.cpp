// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/child.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include <windows.h>

#include "files/windows/exit_reason.hpp"
#include "platform/windows/handle.hpp"
#include "platform/windows/utf16.hpp"
#include "processes/windows/command_text.hpp"
#include "processes/windows/output_pipe.hpp"

namespace attacca::processes {
namespace {

using core::Handle;

/// Of 64 KiB: whoever prints without end would have all of our time.
constexpr int kMostPieces = 4;
/// What CreateProcessW takes, in units of UTF-16.
constexpr std::size_t kLongestCommand = 32'766;
/// STATUS_CONTROL_C_EXIT: of programs that are ended, by whomever.
constexpr DWORD kEnded = 0xC000'013A;

const char* in_words(DWORD reason) noexcept {
  switch (reason) {
    case kEnded:
      return "ended";
    case files::windows::kAborted:
    case 0xC000'0409:
      return "aborted";
    case EXCEPTION_BREAKPOINT:
      return "breakpoint";
    case EXCEPTION_ACCESS_VIOLATION:
      return "access violation";
    case EXCEPTION_ILLEGAL_INSTRUCTION:
      return "illegal instruction";
    case EXCEPTION_INT_DIVIDE_BY_ZERO:
      return "division by zero";
    case EXCEPTION_STACK_OVERFLOW:
      return "stack overflow";
    case 0xC000'0135:
      return "a DLL is missing";
    case 0xC000'0139:
      return "a DLL lacks a function";
    case 0xC000'0374:
      return "heap corruption";
    default:
      return "exception";
  }
}

/// The file of a program: by its path, or in the folders of PATH. Not in the current folder, where
/// anybody's program of that name may lie.
std::wstring program_file(const std::string& name) {
  const std::wstring word = core::to_utf16(name);
  if (word.find_first_of(L"/\\:") != std::wstring::npos) {
    const std::wstring path = core::native_path(word);
    if (::GetFileAttributesW(path.c_str()) != INVALID_FILE_ATTRIBUTES) return path;
    return core::native_path(word + L".exe");
  }
  std::wstring folders(32'768, L'\0');
  const DWORD size =
      ::GetEnvironmentVariableW(L"PATH", folders.data(), static_cast<DWORD>(folders.size()));
  folders.resize(std::min<std::size_t>(size, folders.size()));
  std::wstring found(32'768, L'\0');
  const DWORD length = ::SearchPathW(folders.c_str(), word.c_str(), L".exe",
                                     static_cast<DWORD>(found.size()), found.data(), nullptr);
  found.resize(std::min<std::size_t>(length, found.size()));
  return core::native_path(std::move(found));
}

Error failed_start(const std::string& program, DWORD reason) {
  if (reason == ERROR_FILE_NOT_FOUND || reason == ERROR_PATH_NOT_FOUND) {
    return {"there is no program " + program + ": install it"};
  }
  return {"cannot run " + program + ": " + core::error_text(reason)};
}

/// The handles that a program is given, and no others: what else of ours can be inherited stays.
class StartupList {
 public:
  StartupList(HANDLE input, HANDLE output, HANDLE errors) {
    info_.StartupInfo.cb = sizeof info_;
    info_.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    info_.StartupInfo.hStdInput = input;
    info_.StartupInfo.hStdOutput = output;
    info_.StartupInfo.hStdError = errors;
    for (const HANDLE each : {input, output, errors}) {
      if (std::find(handles_.begin(), handles_.begin() + count_, each) ==
          handles_.begin() + count_) {
        handles_[static_cast<std::size_t>(count_++)] = each;
      }
    }
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    memory_.resize(size);
    auto* list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
    if (::InitializeProcThreadAttributeList(list, 1, 0, &size) == 0) return;
    info_.lpAttributeList = list;
    ::UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(),
                                static_cast<SIZE_T>(count_) * sizeof(HANDLE), nullptr, nullptr);
  }
  ~StartupList() {
    if (info_.lpAttributeList != nullptr) ::DeleteProcThreadAttributeList(info_.lpAttributeList);
  }
  StartupList(const StartupList&) = delete;
  StartupList& operator=(const StartupList&) = delete;
  [[nodiscard]] STARTUPINFOW* get() noexcept { return &info_.StartupInfo; }

 private:
  STARTUPINFOEXW info_{};
  std::array<HANDLE, 3> handles_{};
  int count_ = 0;
  std::vector<std::byte> memory_;
};

/// What the system ends with us, however we end. `with_all`: also what it starts.
Handle make_job(bool with_all) {
  Handle job(::CreateJobObjectW(nullptr, nullptr));
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (!with_all) {
    limits.BasicLimitInformation.LimitFlags |= JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
  }
  ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits);
  return job;
}

/// What is left of a job goes on without us.
void release_job(HANDLE job) noexcept {
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  ::SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
}

/// A copy of our standard error that a program can inherit, or nothing to write to.
Handle inherited_errors() {
  HANDLE copy = nullptr;
  const HANDLE ours = ::GetStdHandle(STD_ERROR_HANDLE);
  if (ours != nullptr && ours != INVALID_HANDLE_VALUE) {
    ::DuplicateHandle(::GetCurrentProcess(), ours, ::GetCurrentProcess(), &copy, 0, TRUE,
                      DUPLICATE_SAME_ACCESS);
  }
  return Handle(copy);
}

}  // namespace

struct Child::Body {
  Start how;
  Handle process;
  Handle job;
  DWORD id = 0;
  std::unique_ptr<OutputPipe> output_pipe;  // none: nothing is kept
  std::unique_ptr<OutputPipe> errors_pipe;
  std::string output;
  std::string errors;
  std::optional<Ending> ending;

  void take() {
    for (int i = 0; i < kMostPieces && output_pipe && output_pipe->take(output); ++i) {
      if (output.size() > how.most_output) output.resize(how.most_output);
    }
    for (int i = 0; i < kMostPieces && errors_pipe && errors_pipe->take(errors); ++i) {
      if (errors.size() > how.most_errors) errors.erase(0, errors.size() - how.most_errors);
    }
  }
  void wait(std::chrono::milliseconds patience) const {
    std::array<HANDLE, 3> waited{};
    DWORD count = 0;
    if (output_pipe && output_pipe->is_open()) waited[count++] = output_pipe->event();
    if (errors_pipe && errors_pipe->is_open()) waited[count++] = errors_pipe->event();
    if (!ending) waited[count++] = process.get();
    if (count == 0) return;
    ::WaitForMultipleObjects(count, waited.data(), FALSE, static_cast<DWORD>(patience.count()));
  }
  void look_for_end() {
    if (ending || ::WaitForSingleObject(process.get(), 0) != WAIT_OBJECT_0) return;
    DWORD code = 0;
    ending.emplace();
    if (::GetExitCodeProcess(process.get(), &code) == 0) return;
    if (files::windows::is_exit_reason(code)) {
      ending->signal = static_cast<int>(code);
    } else {
      ending->exit_code = std::int64_t{code};
    }
  }
};

Child::Child(std::unique_ptr<Body> body) : body_(std::move(body)) {}

Result<std::unique_ptr<Child>> Child::start(const std::vector<std::string>& command,
                                            const Start& how) {
  const std::string& program = command.front();
  auto body = std::make_unique<Body>();
  body->how = how;
  const bool keeps_output = how.output == Print::kept || how.errors == Print::with_output;
  if (keeps_output) body->output_pipe = OutputPipe::make();
  if (how.errors == Print::kept) body->errors_pipe = OutputPipe::make();
  if ((keeps_output && !body->output_pipe) || (how.errors == Print::kept && !body->errors_pipe)) {
    return fail("no pipe for " + program + ": " + core::error_text(::GetLastError()));
  }
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  const Handle nothing(::CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE,
                                     FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING,
                                     0, nullptr));
  const Handle ours = inherited_errors();
  const auto end_for = [&](Print print, const std::unique_ptr<OutputPipe>& kept) {
    if (print == Print::kept) return kept->write_end();
    if (print == Print::with_output) return body->output_pipe->write_end();
    return print == Print::passed_on && ours.is_open() ? ours.get() : nothing.get();
  };
  StartupList startup(nothing.get(), end_for(how.output, body->output_pipe),
                      end_for(how.errors, body->errors_pipe));

  const std::wstring file = program_file(program);
  if (file.empty()) return tl::unexpected(failed_start(program, ERROR_FILE_NOT_FOUND));
  std::wstring text = command_text(command);
  if (text.size() > kLongestCommand) {
    return fail("cannot run " + program + ": its words are too long altogether");
  }
  body->job = make_job(how.is_apart);
  // It begins when it is in the job, so that nothing that it starts is outside.
  const DWORD flags = CREATE_SUSPENDED | EXTENDED_STARTUPINFO_PRESENT |
                      (how.is_apart ? DWORD{CREATE_NEW_PROCESS_GROUP} : 0U);
  PROCESS_INFORMATION made{};
  if (::CreateProcessW(file.c_str(), text.data(), nullptr, nullptr, TRUE, flags, nullptr, nullptr,
                       startup.get(), &made) == 0) {
    return tl::unexpected(failed_start(program, ::GetLastError()));
  }
  body->process = Handle(made.hProcess);
  body->id = made.dwProcessId;
  const Handle thread(made.hThread);
  if (::AssignProcessToJobObject(body->job.get(), made.hProcess) == 0) body->job = Handle();
  ::ResumeThread(made.hThread);
  for (OutputPipe* pipe : {body->output_pipe.get(), body->errors_pipe.get()}) {
    if (pipe != nullptr) pipe->close_write_end();
  }
  return std::unique_ptr<Child>(new Child(std::move(body)));
}

Child::~Child() {
  body_->look_for_end();
  if (body_->ending) {
    if (body_->job.is_open()) release_job(body_->job.get());
    return;
  }
  send(Signal::kill);
  ::WaitForSingleObject(body_->process.get(), INFINITE);
}

std::optional<Ending> Child::look(std::chrono::milliseconds patience) {
  body_->wait(patience);
  body_->look_for_end();
  // Afterwards: what it printed before its end is in the pipe by now.
  body_->take();
  return body_->ending;
}

bool Child::is_printing() const noexcept {
  return (body_->output_pipe && body_->output_pipe->is_open()) ||
         (body_->errors_pipe && body_->errors_pipe->is_open());
}

const std::string& Child::output() const noexcept {
  return body_->output;
}

const std::string& Child::errors() const noexcept {
  return body_->errors;
}

void Child::send(Signal signal) noexcept {
  // Ctrl-Break is all that can be said to a program with a console; one that has none is ended.
  if (signal != Signal::kill && body_->how.is_apart &&
      ::GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, body_->id) != 0) {
    return;
  }
  if (body_->how.is_apart && body_->job.is_open()) {
    ::TerminateJobObject(body_->job.get(), kEnded);
  } else {
    ::TerminateProcess(body_->process.get(), kEnded);
  }
}

ProcessId Child::process() const noexcept {
  return ProcessId{body_->id};
}

std::string to_text(const Ending& ending, const std::string& program) {
  if (ending.signal != 0) {
    const auto reason = static_cast<DWORD>(ending.signal);
    char number[16];
    std::snprintf(number, sizeof number, "0x%08lX", reason);
    return program + " was ended by " + number + " (" + in_words(reason) + ")";
  }
  if (ending.exit_code < 0) return "lost sight of " + program;
  return program + " ended with status " + std::to_string(ending.exit_code);
}

}  // namespace attacca::processes
