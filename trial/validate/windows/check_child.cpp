// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_child.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <io.h>
#include <windows.h>

#include "host/base/shared_pages.hpp"
#include "host/base/windows/child_role.hpp"
#include "host/base/windows/child_start.hpp"
#include "host/crash/crash_report.hpp"
#include "trial/validate/check_job.hpp"
#include "trial/validate/memory_file.hpp"
#include "trial/validate/process/windows/exit_trial.hpp"
#include "trial/validate/run_check.hpp"
#include "trial/validate/windows/start_job.hpp"

namespace attacca::validate {

namespace {

HANDLE handle_of(int descriptor) {
  return descriptor >= 0 ? reinterpret_cast<HANDLE>(_get_osfhandle(descriptor))
                         : GetStdHandle(STD_ERROR_HANDLE);
}

HANDLE handle_of(const char* digits) {
  return reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(std::strtoull(digits, nullptr, 10)));
}

[[noreturn]] void end_process(DWORD code) {
  std::fflush(nullptr);
  // Without the libraries' ends and the destructors of static objects: plugins' threads may still
  // use them.
  TerminateProcess(GetCurrentProcess(), code);
  std::abort();
}

}  // namespace

Result<host::StartedChild> start_job(const Job& job, std::uint64_t seed, bool is_exit_trial,
                                     SharedLog& log, HANDLE printed) {
  const std::string text = text_of(job, seed, is_exit_trial);
  if (text.size() >= kJobSize) return fail("the job is too long");
  void* const pages = host::share_pages(kJobSize);
  if (pages == nullptr) return fail("no memory");
  std::memcpy(pages, text.data(), text.size());
  const HANDLE log_section = host::section_of(&log);
  const HANDLE job_section = host::section_of(pages);
  const auto digits = [](HANDLE handle) {
    return std::to_wstring(reinterpret_cast<std::uintptr_t>(handle));
  };
  const std::wstring program = host::own_program();
  const std::string_view argument = kCheckArgument;
  const std::wstring line = host::quoted_argument(program) + L" " +
                            std::wstring(argument.begin(), argument.end()) + L" " +
                            digits(log_section) + L" " + digits(job_section);
  auto child =
      host::StartedChild::start({program, line, printed, printed, {log_section, job_section}, {}});
  host::unshare_pages(pages, kJobSize);  // the child has its own handle of it
  return child;
}

struct CheckChild::Impl {
  explicit Impl(host::StartedChild started) : child(std::move(started)) {}
  ~Impl() {
    if (printed >= 0) _close(printed);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  End reap() {
    const DWORD code = child.wait();
    End end;
    const auto exception = host::exception_of_exit(code);
    end.was_exit = !exception;
    end.number = exception.value_or(static_cast<int>(code));
    end.left_behind = !child.end_others().empty();
    return end;
  }

  host::StartedChild child;
  int printed = -1;
};

CheckChild::CheckChild(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CheckChild::CheckChild(CheckChild&&) noexcept = default;
CheckChild::~CheckChild() = default;

Result<CheckChild> CheckChild::start(const Job& job, std::uint64_t seed,
                                     const RunnerOptions& options, SharedLog& log) {
  if (!is_known(*job.check)) return fail("a process of its own does not know the check");
  const int printed = options.shows_printed ? -1 : open_memory_file();
  std::fflush(nullptr);
  auto child = start_job(job, seed, false, log, handle_of(printed));
  if (!child) {
    if (printed >= 0) _close(printed);
    return tl::unexpected(child.error());
  }
  auto impl = std::make_unique<Impl>(std::move(*child));
  impl->printed = printed;
  return CheckChild(std::move(impl));
}

bool CheckChild::has_ended() const noexcept {
  return impl_->child.has_ended();
}

void CheckChild::wait_for_one(std::span<const CheckChild* const> children,
                              std::chrono::milliseconds time) {
  std::vector<HANDLE> processes;
  for (const CheckChild* const child :
       children.first(std::min<std::size_t>(children.size(), MAXIMUM_WAIT_OBJECTS))) {
    processes.push_back(child->impl_->child.process());
  }
  // Ctrl-C wakes nobody here.
  constexpr std::chrono::milliseconds kTurn{200};
  WaitForMultipleObjects(static_cast<DWORD>(processes.size()), processes.data(), FALSE,
                         static_cast<DWORD>(std::min(time, kTurn).count()));
}

CheckChild::End CheckChild::finish() {
  return impl_->reap();
}

bool CheckChild::give_up(SharedLog& log, std::chrono::milliseconds patience, End& end) {
  const bool answered = host::ask_where(static_cast<pid_t>(impl_->child.id()), log.crash, patience);
  impl_->child.end();
  end = impl_->reap();
  return answered;
}

std::string CheckChild::printed(std::size_t most) const {
  return impl_->printed >= 0 ? last_of(impl_->printed, most) : std::string();
}

std::optional<int> check_child_main(int argc, char** argv) {
  if (argc != 4 || std::string_view(argv[1]) != kCheckArgument) return std::nullopt;
  auto* const log = static_cast<SharedLog*>(host::map_section(handle_of(argv[2])));
  const auto* const text = static_cast<const char*>(host::map_section(handle_of(argv[3])));
  if (log == nullptr || text == nullptr) return 2;
  const auto owned = parse_job(std::string(text, strnlen(text, kJobSize)));
  if (!owned) {
    std::fprintf(stderr, "attacca: %s\n", owned.error().message.c_str());
    return 2;
  }
  OwnedJob& job = **owned;
  be_exit_trial_of(job);
  run_check_in_child(job.job, job.seed, *log);
  end_process(0);
}

}  // namespace attacca::validate
