// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_process.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/base/child_processes.hpp"
#include "host/base/process_end.hpp"
#include "host/crash/crash_report.hpp"
#include "trial/validate/run_check.hpp"

namespace attacca::validate {

namespace {

constexpr std::size_t kFramesShown = 20;
constexpr std::size_t kLinesShown = 20;
constexpr std::chrono::milliseconds kAnswerTime{2000};

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
  host::install_crash_reporter(log.crash);
  SharedLogWriter writer(log);
  host::adopt_orphans();  // what a plugin starts and detaches is still this check's
  run_check(job, seed, writer);
  if (const auto left = host::end_children(); !left.empty()) {
    writer.fail("processes that the plugin started were still there at the end: " +
                host::text_of(left));
  }
  writer.finish();
  std::fflush(nullptr);
  // Without the destructors of static objects: plugins' threads may still use them.
  std::_Exit(0);
}

/// A file without a name; -1 when there is none to be had.
int memory_file() {
  const int memory = memfd_create("printed", MFD_CLOEXEC);
  if (memory >= 0) return memory;
  std::FILE* const file = std::tmpfile();  // where memfd_create(2) is missing
  if (file == nullptr) return -1;
  const int copy = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
  std::fclose(file);
  return copy;
}

std::vector<std::string> last_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (lines.size() > kLinesShown) {
    lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(kLinesShown));
  }
  return lines;
}

void add_backtrace(const SharedLog& log, CheckResult& result) {
  const auto report = host::read_crash(log.crash);
  if (!report) return;
  for (const host::ThreadStack& thread : report->threads) {
    if (report->threads.size() > 1) {
      result.backtrace.push_back("thread " + thread.name + (thread.is_main ? " (main)" : "") +
                                 (thread.in_realtime_scope ? " (in an audio callback)" : ""));
    }
    std::size_t shown = 0;
    for (const host::SourceFrame& frame : thread.frames) {
      if (shown == kFramesShown) break;
      result.backtrace.push_back("#" + std::to_string(shown) + " " + host::to_text(frame));
      ++shown;
    }
  }
}

std::string step_of(const SharedLog& log) {
  const auto& step = log.step;
  const auto end = std::find(step.begin(), step.end(), '\0');
  return {step.begin(), end};
}

}  // namespace

CheckProcess::CheckProcess(const Job& job, SharedLogPointer log)
    : job_(job), log_(std::move(log)), began_(Clock::now()), deadline_(began_) {}

CheckProcess::CheckProcess(CheckProcess&& other) noexcept
    : job_(std::move(other.job_)),
      log_(std::move(other.log_)),
      process_(std::exchange(other.process_, -1)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      printed_(std::exchange(other.printed_, -1)),
      left_behind_(other.left_behind_),
      began_(other.began_),
      deadline_(other.deadline_),
      patience_(other.patience_),
      step_(std::move(other.step_)) {}

CheckProcess::~CheckProcess() {
  if (process_ > 0) {
    int status = 0;
    kill(process_, SIGKILL);
    reap(status);
  }
  if (descriptor_ >= 0) close(descriptor_);
  if (printed_ >= 0) close(printed_);
}

Result<CheckProcess> CheckProcess::start(const Job& job, std::uint64_t seed,
                                         const RunnerOptions& options) {
  CheckProcess check(job, share_log());
  if (check.log_ == nullptr) return fail("no memory for the check " + std::string(job.check->name));
  if (!options.shows_printed) check.printed_ = memory_file();
  std::fflush(nullptr);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) be_child(job, seed, *check.log_, check.printed_, parent);
  if (child < 0) {
    return fail("cannot start the check " + std::string(job.check->name) + ": " +
                std::strerror(errno));
  }
  setpgid(child, child);
  check.process_ = child;
  // The C library declares pidfd_open(2) without C linkage for C++ in version 2.36. Where it is
  // missing (before Linux 5.3, some containers) has_ended() is asked in turns.
  check.descriptor_ = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  check.patience_ =
      std::chrono::duration_cast<Clock::duration>(job.check->timeout * options.patience);
  check.deadline_ = check.began_ + check.patience_;
  return check;
}

bool CheckProcess::has_ended() const noexcept {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         info.si_pid == process_;
}

bool CheckProcess::has_time_per_step() const noexcept {
  return job_.check->name == "scan.loads";
}

void CheckProcess::follow_steps() {
  if (!has_time_per_step()) return;
  std::string step = step_of(*log_);
  if (step == step_) return;
  step_ = std::move(step);
  deadline_ = Clock::now() + patience_;
}

void CheckProcess::reap(int& status) noexcept {
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  // What the plugin started and left behind goes too.
  left_behind_ = kill(-process_, SIGKILL) == 0;
  process_ = -1;
}

CheckResult CheckProcess::result_so_far() const {
  CheckResult result;
  result.check = job_.check;
  result.profile = job_.profile_name;
  read_log(*log_, result);
  result.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
  if (left_behind_) {
    result.messages.push_back("processes that the plugin started were still there at the end");
    result.verdict = std::max(result.verdict, Verdict::failed);
  }
  return result;
}

void CheckProcess::read_printed(CheckResult& result) const {
  if (printed_ < 0 || !is_failure(result.verdict)) return;
  const off_t size = lseek(printed_, 0, SEEK_END);
  if (size <= 0) return;
  std::string text(static_cast<std::size_t>(std::min(size, off_t{16} * 1024)), '\0');
  const ssize_t count =
      pread(printed_, text.data(), text.size(), size - static_cast<off_t>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  result.printed = last_lines(text);
}

CheckResult CheckProcess::finish() {
  int status = 0;
  reap(status);
  CheckResult result = result_so_far();
  const std::string limits = host::narrow_limits();
  const bool is_fault =
      WIFSIGNALED(status) && host::cause_of(WTERMSIG(status)) == host::EndCause::fault;
  if (WIFSIGNALED(status) && (!is_fault || !limits.empty())) {
    // Not known to be the plugin's doing.
    result.verdict = ended_verdict(*job_.check, Verdict::exited);
    result.messages.push_back(host::describe_signal_end(job_.subject->plugin.name, WTERMSIG(status),
                                                        "while " + step_of(*log_), limits));
    add_backtrace(*log_, result);
  } else if (WIFSIGNALED(status)) {
    result.verdict = ended_verdict(*job_.check, Verdict::crashed);
    result.messages.push_back("crashed with " + host::name_of_signal(WTERMSIG(status)) + " while " +
                              step_of(*log_));
    add_backtrace(*log_, result);
  } else if (!log_->is_finished.load(std::memory_order_acquire)) {
    result.verdict = ended_verdict(*job_.check, Verdict::exited);
    result.messages.push_back("ended the process with code " + std::to_string(WEXITSTATUS(status)) +
                              " while " + step_of(*log_));
  }
  read_printed(result);
  return result;
}

CheckResult CheckProcess::give_up() {
  const std::string step = step_of(*log_);
  const bool answered = host::ask_where(process_, log_->crash, kAnswerTime);
  kill(process_, SIGKILL);
  int status = 0;
  reap(status);
  CheckResult result = result_so_far();
  result.verdict = ended_verdict(*job_.check, Verdict::hung);
  result.messages.push_back(
      "did not come back within " +
      std::to_string(std::chrono::duration_cast<std::chrono::seconds>(patience_).count()) +
      " s while " + step);
  if (answered) add_backtrace(*log_, result);
  read_printed(result);
  return result;
}

}  // namespace attacca::validate
