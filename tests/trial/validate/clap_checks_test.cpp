// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_checks.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "trial/validate/check_list.hpp"
#include "trial/validate/check_runner.hpp"

namespace attacca::validate {
namespace {

std::vector<CheckResult> run_on_wrong(const std::vector<const Check*>& checks, const char* wrong) {
  Subject subject{TEST_WRONG, {}};
  subject.plugin.id = "org.attacca.test.wrong";
  subject.plugin.features = {"audio-effect"};
  const host::HostProfile profile;
  std::vector<Job> jobs;
  for (const Check* const check : checks) jobs.push_back({check, &subject, &profile, "attacca"});
  setenv("WRONG", wrong, 1);
  std::vector<CheckResult> results(jobs.size());
  run_checks(jobs, {}, [&](std::size_t index, CheckResult result) {
    results[index] = std::move(result);
    return true;
  });
  unsetenv("WRONG");
  return results;
}

const Check* find(std::string_view name) {
  for (const Check& check : clap_checks()) {
    if (check.name == name) return &check;
  }
  return nullptr;
}

std::string all_messages(const CheckResult& result) {
  std::string text(result.check->name);
  for (const std::string& message : result.messages) text += "\n  " + message;
  return text;
}

TEST_CASE("a plugin that obeys CLAP passes every check of its raw interface") {
  std::vector<const Check*> checks;
  for (const Check& check : clap_checks()) {
    if (!check.needs_display) checks.push_back(&check);
  }
  REQUIRE(checks.size() > 80);
  for (const CheckResult& result : run_on_wrong(checks, "nothing")) {
    INFO(all_messages(result));
    CHECK((result.verdict == Verdict::passed || result.verdict == Verdict::skipped));
    CHECK(result.hits.empty());
  }
}

TEST_CASE("each fault is found by the check that is about it") {
  struct Fault {
    const char* wrong;
    const char* check;
  };
  constexpr std::array kFaults = {
      Fault{"any-id", "clap-entry.exact-ids"},
      Fault{"does-not-count", "clap-entry.counted-init"},
      Fault{"calls-early", "clap-plugin.unused"},
      Fault{"moves", "clap-plugin.lasting-tables"},
      Fault{"new-id-only", "clap-plugin.old-ids"},
      Fault{"restarts", "clap-plugin.restarts-end"},
      Fault{"needs-log", "clap-host.any-one-missing"},
      Fault{"pairs-by-index", "clap-ports.in-place-pairs"},
      Fault{"endless-names", "clap-params.names"},
      Fault{"long-texts", "clap-text.buffers"},
      Fault{"foreign-events", "clap-events.foreign"},
      Fault{"needs-cookies", "clap-events.null-cookies"},
      Fault{"deaf-flush", "clap-events.flush-like-process"},
      Fault{"forgets-reports", "clap-events.refused-reports"},
      Fault{"past-the-end", "clap-process.stays-inside"},
      Fault{"false-masks", "clap-process.constant-mask"},
      Fault{"trusts-masks", "clap-process.input-mask"},
      Fault{"one-thread", "clap-process.any-thread"},
      Fault{"no-tail", "clap-process.status"},
      Fault{"talks-asleep", "clap-process.sleep"},
      Fault{"reads-once", "clap-state.short-reads"},
      Fault{"ignores-read-errors", "clap-state.failed-reads"},
      Fault{"half-loads", "clap-state.all-or-nothing"},
      Fault{"ignores-write-errors", "clap-state.failed-writes"},
      Fault{"silent-load", "clap-state.reports-values"},
      Fault{"one-track-id", "clap-track.both-ids"},
      Fault{"misses-changes", "clap-track.last-change"},
  };
  for (const Fault& fault : kFaults) {
    const Check* const check = find(fault.check);
    CAPTURE(fault.wrong);
    REQUIRE(check != nullptr);
    const CheckResult result = run_on_wrong({check}, fault.wrong).front();
    INFO(all_messages(result));
    CHECK(result.verdict != Verdict::passed);
    CHECK(result.verdict != Verdict::skipped);
  }
}

TEST_CASE("what plugins may do is no finding, however few of them do it") {
  struct Habit {
    const char* what;
    std::string_view check;
    Verdict verdict;
  };
  constexpr std::array kHabits = {
      Habit{"delays", "latency.measured", Verdict::passed},
      Habit{"delays", "latency.measured-settings", Verdict::warned},
      Habit{"no-main-output", "latency.measured", Verdict::passed},
      Habit{"keeps-time", "state.over-activations", Verdict::skipped},
      Habit{"sparse-contexts", "clap-state.contexts", Verdict::passed},
      Habit{"two-editions", "clap-presets.for-plugins-here", Verdict::passed},
  };
  for (const Habit& habit : kHabits) {
    CAPTURE(habit.what);
    const auto found = select_checks({&habit.check, 1});
    const CheckResult result = run_on_wrong({found.value().front()}, habit.what).front();
    INFO(all_messages(result));
    CHECK(result.verdict == habit.verdict);
  }
}

TEST_CASE("names of checks are unique, and each is for CLAP alone") {
  std::vector<std::string_view> names;
  for (const Check& check : clap_checks()) {
    names.push_back(check.name);
    CHECK(check.formats == Formats::clap);
    CHECK_FALSE(check.rule.empty());
    CHECK_FALSE(check.source.empty());
  }
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

}  // namespace
}  // namespace attacca::validate
