// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_child.hpp"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

#include "files/own_program.hpp"
#include "host/base/macos/child_role.hpp"
#include "host/base/shared_pages.hpp"
#include "host/crash/crash_report.hpp"
#include "trial/validate/check_job.hpp"
#include "trial/validate/macos/start_job.hpp"
#include "trial/validate/memory_file.hpp"
#include "trial/validate/process/macos/exit_trial.hpp"
#include "trial/validate/run_check.hpp"

namespace attacca::validate {

namespace {

/// How often one looks whether a process has ended.
constexpr std::chrono::milliseconds kTurn{5};

int number_in(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

[[noreturn]] void end_process(int code) {
  std::fflush(nullptr);
  // Without the destructors of static objects: plugins' threads may still use them.
  std::_Exit(code);
}

}  // namespace

Result<host::StartedChild> start_job(const Job& job, std::uint64_t seed, bool is_exit_trial,
                                     SharedLog& log, int printed) {
  const std::string text = text_of(job, seed, is_exit_trial);
  if (text.size() >= kJobSize) return fail("the job is too long");
  void* const pages = host::share_pages(kJobSize);
  if (pages == nullptr) return fail("no memory");
  std::memcpy(pages, text.data(), text.size());
  const int log_pages = host::descriptor_of(&log);
  const int job_pages = host::descriptor_of(pages);
  host::ChildStart start;
  start.program = files::own_program().string();
  start.words = {start.program, kCheckArgument, std::to_string(log_pages),
                 std::to_string(job_pages)};
  start.output = printed;
  start.error = printed;
  start.inherited = {log_pages, job_pages};
  auto child = host::StartedChild::start(start);
  host::unshare_pages(pages, kJobSize);  // the child has its own descriptor of it
  return child;
}

struct CheckChild::Impl {
  explicit Impl(host::StartedChild started) : child(std::move(started)) {}
  ~Impl() {
    if (printed >= 0) close(printed);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  End reap() {
    const host::StartedChild::End result = child.wait();
    return {result.was_exit, result.number, !child.end_others().empty()};
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
  auto child = start_job(job, seed, false, log, printed >= 0 ? printed : STDERR_FILENO);
  if (!child) {
    if (printed >= 0) close(printed);
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
  const auto deadline = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < deadline && !was_interrupted()) {
    for (const CheckChild* const child : children) {
      if (child->has_ended()) return;
    }
    std::this_thread::sleep_for(kTurn);
  }
}

CheckChild::End CheckChild::finish() {
  return impl_->reap();
}

bool CheckChild::give_up(SharedLog& log, std::chrono::milliseconds patience, End& end) {
  const bool answered = host::ask_where(impl_->child.id(), log.crash, patience);
  impl_->child.end();
  end = impl_->reap();
  return answered;
}

std::string CheckChild::printed(std::size_t most) const {
  return impl_->printed >= 0 ? last_of(impl_->printed, most) : std::string();
}

std::optional<int> check_child_main(int argc, char** argv) {
  if (argc != 4 || std::string_view(argv[1]) != kCheckArgument) return std::nullopt;
  host::end_with_parent();
  auto* const log = static_cast<SharedLog*>(host::map_pages(number_in(argv[2]), sizeof(SharedLog)));
  const auto* const text = static_cast<const char*>(host::map_pages(number_in(argv[3]), kJobSize));
  if (log == nullptr || text == nullptr) return 2;
  const auto owned = parse_job(std::string(text, strnlen(text, kJobSize)));
  if (!owned) {
    std::fprintf(stderr, "attacca: %s\n", owned.error().message.c_str());
    return 2;
  }
  for (const int given : {number_in(argv[2]), number_in(argv[3])}) close(given);
  OwnedJob& job = **owned;
  be_exit_trial_of(job);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  run_check_in_child(job.job, job.seed, *log);
  end_process(0);
}

}  // namespace attacca::validate
