// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_process.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "host/base/process_end.hpp"
#include "host/crash/crash_report.hpp"

namespace attacca::validate {

namespace {

constexpr std::size_t kFramesShown = 20;
constexpr std::size_t kLinesShown = 20;
constexpr std::chrono::milliseconds kAnswerTime{2000};

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

CheckProcess::CheckProcess(const Job& job, SharedLogPointer log, CheckChild child)
    : job_(job),
      log_(std::move(log)),
      child_(std::move(child)),
      began_(Clock::now()),
      deadline_(began_) {}

Result<CheckProcess> CheckProcess::start(const Job& job, std::uint64_t seed,
                                         const RunnerOptions& options) {
  SharedLogPointer log = share_log();
  if (log == nullptr) return fail("no memory for the check " + std::string(job.check->name));
  auto child = CheckChild::start(job, seed, options, *log);
  if (!child) {
    return fail("cannot start the check " + std::string(job.check->name) + ": " +
                child.error().message);
  }
  CheckProcess check(job, std::move(log), std::move(*child));
  check.patience_ =
      std::chrono::duration_cast<Clock::duration>(job.check->timeout * options.patience);
  check.deadline_ = check.began_ + check.patience_;
  return check;
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

CheckResult CheckProcess::result_so_far(bool left_behind) const {
  CheckResult result;
  result.check = job_.check;
  result.profile = job_.profile_name;
  read_log(*log_, result);
  result.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
  if (left_behind) {
    result.messages.push_back("processes that the plugin started were still there at the end");
    result.verdict = std::max(result.verdict, Verdict::failed);
  }
  return result;
}

void CheckProcess::read_printed(CheckResult& result) const {
  constexpr std::size_t kKept = std::size_t{16} * 1024;
  if (is_failure(result.verdict)) result.printed = last_lines(child_.printed(kKept));
}

CheckResult CheckProcess::finish() {
  const CheckChild::End end = child_.finish();
  CheckResult result = result_so_far(end.left_behind);
  const std::string limits = host::narrow_limits();
  const bool is_fault = !end.was_exit && host::cause_of(end.number) == host::EndCause::fault;
  if (!end.was_exit && (!is_fault || !limits.empty())) {
    // Not known to be the plugin's doing.
    result.verdict = ended_verdict(*job_.check, Verdict::exited);
    result.messages.push_back(host::describe_signal_end(job_.subject->plugin.name, end.number,
                                                        "while " + step_of(*log_), limits));
    add_backtrace(*log_, result);
  } else if (!end.was_exit) {
    result.verdict = ended_verdict(*job_.check, Verdict::crashed);
    result.messages.push_back("crashed with " + host::name_of_signal(end.number) + " while " +
                              step_of(*log_));
    add_backtrace(*log_, result);
  } else if (!log_->is_finished.load(std::memory_order_acquire)) {
    result.verdict = ended_verdict(*job_.check, Verdict::exited);
    result.messages.push_back("ended the process with code " + std::to_string(end.number) +
                              " while " + step_of(*log_));
  }
  read_printed(result);
  return result;
}

CheckResult CheckProcess::give_up() {
  const std::string step = step_of(*log_);
  CheckChild::End end;
  const bool answered = child_.give_up(*log_, kAnswerTime, end);
  CheckResult result = result_so_far(end.left_behind);
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
