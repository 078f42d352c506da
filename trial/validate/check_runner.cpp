// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_runner.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

#include "host/base/child_processes.hpp"
#include "host/window/display.hpp"
#include "trial/validate/check_process.hpp"
#include "trial/validate/interrupt_switch.hpp"
#include "trial/validate/run_check.hpp"

namespace attacca::validate {

namespace {

using Clock = CheckProcess::Clock;

/// Keeps what a check reports that runs in this process.
class ResultLog final : public VerdictLog {
 public:
  explicit ResultLog(CheckResult& result) : result_(result) {}
  void step(std::string_view) override {}
  void fail(const std::string& what) override {
    result_.messages.push_back(what);
    result_.verdict = broken_verdict(*result_.check);
  }
  void rely_on(std::string_view finder) override { result_.finder = finder; }
  void note(const std::string& what) override { result_.notes.push_back(what); }
  void skip(const std::string& why) override {
    result_.messages.push_back(why);
    if (result_.verdict == Verdict::passed) result_.verdict = Verdict::skipped;
  }
  void hit(const WatchHit& hit) override { result_.hits.push_back(hit); }

 private:
  CheckResult& result_;
};

std::optional<CheckResult> without_running(const Job& job) {
  const auto why = job.check->needs_display ? host::why_no_display() : std::nullopt;
  if (!why) return std::nullopt;
  CheckResult result;
  result.check = job.check;
  result.profile = job.profile_name;
  result.verdict = Verdict::skipped;
  result.messages.emplace_back(*why);
  return result;
}

CheckResult not_started(const Job& job, const Error& error) {
  CheckResult result;
  result.check = job.check;
  result.profile = job.profile_name;
  result.verdict = Verdict::failed;
  result.messages.push_back(error.message);
  return result;
}

/// The children that run just now, and the results that wait for their turn.
class Schedule {
 public:
  Schedule(const std::vector<Job>& jobs, const RunnerOptions& options,
           const std::function<bool(std::size_t, CheckResult)>& on_result)
      : jobs_(jobs), options_(options), on_result_(on_result) {}

  void run() {
    while (delivered_ < jobs_.size() && !was_interrupted()) {
      start_more();
      if (!deliver()) return;
      if (!running_.empty()) wait();
    }
  }

 private:
  void start_more() {
    while (next_ < jobs_.size() && running_.size() < std::max(options_.jobs, 1u)) {
      const std::size_t index = next_++;
      const Job& job = jobs_[index];
      if (auto result = without_running(job)) {
        results_.emplace(index, std::move(*result));
        continue;
      }
      auto process = CheckProcess::start(job, seed_of(*job.check, options_.seed), options_);
      if (process) {
        running_.emplace(index, std::move(*process));
      } else {
        results_.emplace(index, not_started(job, process.error()));
      }
    }
  }

  bool deliver() {
    for (auto found = results_.find(delivered_); found != results_.end();
         found = results_.find(delivered_)) {
      const std::size_t index = delivered_++;
      CheckResult result = std::move(found->second);
      results_.erase(found);
      if (!on_result_(index, std::move(result))) return false;
    }
    return true;
  }

  void wait() {
    std::vector<const CheckChild*> children;
    auto first_deadline = Clock::time_point::max();
    for (auto& [index, process] : running_) {
      children.push_back(&process.child());
      first_deadline = std::min(first_deadline, process.deadline());
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first_deadline - Clock::now());
    constexpr std::chrono::milliseconds kLongest{60'000};
    CheckChild::wait_for_one(children,
                             std::clamp(left, std::chrono::milliseconds::zero(), kLongest));
    for (auto process = running_.begin(); process != running_.end();) {
      const bool has_ended = process->second.child().has_ended();
      process->second.follow_steps();
      if (!has_ended && Clock::now() < process->second.deadline()) {
        ++process;
        continue;
      }
      results_.emplace(process->first,
                       has_ended ? process->second.finish() : process->second.give_up());
      process = running_.erase(process);
    }
  }

  const std::vector<Job>& jobs_;
  const RunnerOptions& options_;
  const std::function<bool(std::size_t, CheckResult)>& on_result_;
  std::size_t next_ = 0;
  std::size_t delivered_ = 0;
  std::map<std::size_t, CheckProcess> running_;
  std::map<std::size_t, CheckResult> results_;
};

}  // namespace

void run_checks(const std::vector<Job>& jobs, const RunnerOptions& options,
                const std::function<bool(std::size_t index, CheckResult)>& on_result) {
  const InterruptSwitch interrupts;
  const bool adopts = !options.in_process && host::adopt_orphans();
  const auto known = host::child_processes();
  if (!options.in_process) {
    Schedule(jobs, options, on_result).run();
    // Of checks that crashed or hung.
    if (adopts) (void)host::end_children(known);
    return;
  }
  for (std::size_t i = 0; i < jobs.size() && !was_interrupted(); ++i) {
    auto result = without_running(jobs[i]);
    if (!result) result = run_in_process(jobs[i], options.seed);
    if (!on_result(i, std::move(*result))) return;
  }
}

CheckResult run_in_process(const Job& job, std::uint64_t seed) {
  CheckResult result;
  result.check = job.check;
  result.profile = job.profile_name;
  const auto began = Clock::now();
  ResultLog log(result);
  run_check(job, seed_of(*job.check, seed), log);
  result.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return result;
}

}  // namespace attacca::validate
