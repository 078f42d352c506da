// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/check_runner.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>
#include <fcntl.h>

#include "trial/validate/check_context.hpp"

namespace attacca::validate {
namespace {

Subject rogue() {
  Subject subject{TEST_ROGUE, {}};
  subject.plugin.id = "org.attacca.test.rogue";
  return subject;
}

void make_one(CheckContext& context) {
  context.note("before");
  const auto instance = context.create();
}

constexpr Check kMake{.name = "test.make",
                      .rule = "an instance can be made",
                      .source = "this test",
                      .run = make_one,
                      .timeout = std::chrono::milliseconds(1500)};

CheckResult run_one(const Check& check, const RunnerOptions& options = {}) {
  const Subject subject = rogue();
  const host::HostProfile profile;
  CheckResult got;
  run_checks({{&check, &subject, &profile, "attacca"}}, options,
             [&](std::size_t, CheckResult result) {
               got = std::move(result);
               return true;
             });
  return got;
}

CheckResult meet(const char* fate) {
  setenv("ROGUE", fate, 1);
  CheckResult result = run_one(kMake);
  unsetenv("ROGUE");
  return result;
}

bool contains(const std::vector<std::string>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(), [&text](const std::string& line) {
    return line.find(text) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a plugin that refuses is a failure with the reason") {
  const CheckResult result = meet("nothing");
  CHECK(result.verdict == Verdict::failed);
  CHECK(contains(result.messages, "could not be created"));
  CHECK(contains(result.notes, "before"));
}

TEST_CASE("a crash is a finding with the signal, the step and a backtrace") {
  const CheckResult result = meet("crash");
  CHECK(result.verdict == Verdict::crashed);
  CHECK(contains(result.messages, "SIGSEGV while making an instance"));
  CHECK(contains(result.notes, "before"));
  CHECK(contains(result.backtrace, "rogue"));
}

TEST_CASE("the last words of a plugin that aborts are kept") {
  const CheckResult result = meet("abort");
  CHECK(result.verdict == Verdict::crashed);
  CHECK(contains(result.messages, "SIGABRT"));
  CHECK(contains(result.printed, "the last words of a rogue"));
}

TEST_CASE("a stack overflow is a crash with a backtrace") {
  const CheckResult result = meet("overflow");
  CHECK(result.verdict == Verdict::crashed);
  CHECK_FALSE(result.backtrace.empty());
}

TEST_CASE("a plugin that ends the process is found out") {
  const CheckResult result = meet("exit");
  CHECK(result.verdict == Verdict::exited);
  CHECK(contains(result.messages, "code 0 while making an instance"));
}

TEST_CASE("a hang is a finding that says where") {
  const CheckResult result = meet("hang");
  CHECK(result.verdict == Verdict::hung);
  CHECK(contains(result.messages, "did not come back within 1 s while making an instance"));
#ifndef __SANITIZE_THREAD__  // it holds signals back from a thread that only loops
  CHECK(contains(result.backtrace, "rogue"));
#endif
}

TEST_CASE("a hang with all signals blocked is ended all the same") {
  CHECK(meet("hang-masked").verdict == Verdict::hung);
}

TEST_CASE("a plugin that takes the signal handlers is ended all the same") {
  CHECK(meet("take-signals").verdict == Verdict::hung);
}

TEST_CASE("processes that a plugin leaves behind are ended and named") {
  const CheckResult result = meet("fork");
  CHECK(result.verdict == Verdict::failed);
  CHECK(contains(result.messages, "still there"));
}

TEST_CASE("a plugin that returns from fork twice reports once") {
  const CheckResult result = meet("fork-and-return");
  CHECK(result.verdict == Verdict::failed);
  CHECK(std::count(result.notes.begin(), result.notes.end(), "before") == 1);
}

TEST_CASE("a plugin that closes every descriptor silences no report") {
  const CheckResult result = meet("close-everything");
  CHECK(result.verdict == Verdict::failed);
  CHECK(contains(result.messages, "could not be created"));
}

TEST_CASE("a plugin that kills its process group kills its check only") {
  const CheckResult result = meet("kill-parent-group");
  CHECK(result.verdict == Verdict::exited);  // SIGKILL may have come from outside as well
  CHECK(contains(result.messages, "SIGKILL"));
}

#ifndef ATTACCA_SANITIZED  // sanitizers need the address space themselves
TEST_CASE("a plugin that eats memory meets a limit") {
  CHECK(meet("eat-memory").verdict == Verdict::crashed);
}
#endif

TEST_CASE("results come in the order of the jobs, however many run at once") {
  constexpr Check kSlow{.name = "test.slow", .rule = "", .source = "", .run = [](CheckContext& c) {
                          // Work, so that the quick ones overtake it.
                          for (int i = 0; i < 2'000'000; ++i) (void)c.random()();
                        }};
  constexpr Check kQuick{
      .name = "test.quick", .rule = "", .source = "", .run = [](CheckContext&) {}};
  const Subject subject = rogue();
  const host::HostProfile profile;
  std::vector<Job> jobs;
  for (int i = 0; i < 6; ++i) {
    jobs.push_back({i % 3 == 0 ? &kSlow : &kQuick, &subject, &profile, "attacca"});
  }
  RunnerOptions options;
  options.jobs = 3;
  std::size_t next = 0;
  run_checks(jobs, options, [&](std::size_t index, CheckResult result) {
    CHECK(index == next);
    CHECK(result.check == jobs[index].check);
    CHECK(result.verdict == Verdict::passed);
    ++next;
    return true;
  });
  CHECK(next == jobs.size());
}

TEST_CASE("the same seed gives the same chance, another seed or check another one") {
  constexpr auto kReport = [](CheckContext& context) {
    context.note(std::to_string(context.pick(0, 1'000'000'000)));
  };
  constexpr Check kOne{.name = "test.one", .rule = "", .source = "", .run = kReport};
  constexpr Check kTwo{.name = "test.two", .rule = "", .source = "", .run = kReport};
  const auto number = [](const Check& check, std::uint64_t seed) {
    RunnerOptions options;
    options.seed = seed;
    return run_one(check, options).notes.at(0);
  };
  CHECK(number(kOne, 1) == number(kOne, 1));
  CHECK(number(kOne, 1) != number(kOne, 2));
  CHECK(number(kOne, 1) != number(kTwo, 1));
}

TEST_CASE("a warning is no failure, and a skip no pass") {
  constexpr Check kWarn{.name = "test.warn",
                        .rule = "",
                        .source = "",
                        .run = [](CheckContext& context) { context.fail("so-so"); },
                        .severity = Severity::warning};
  constexpr Check kSkip{.name = "test.skip", .rule = "", .source = "", .run = [](CheckContext& c) {
                          c.skip("not for this one");
                        }};
  CHECK(run_one(kWarn).verdict == Verdict::warned);
  CHECK_FALSE(is_failure(run_one(kWarn).verdict));
  CHECK(run_one(kSkip).verdict == Verdict::skipped);
}

TEST_CASE("in process, a check gives the same result as in a child") {
  constexpr Check kFail{.name = "test.fail", .rule = "", .source = "", .run = [](CheckContext& c) {
                          c.require(false, "number " + std::to_string(c.pick(0, 1000)));
                          c.fail("never reached");
                        }};
  RunnerOptions here;
  here.in_process = true;
  const CheckResult child = run_one(kFail);
  const CheckResult own = run_one(kFail, here);
  CHECK(own.verdict == child.verdict);
  CHECK(own.messages == child.messages);
  CHECK(own.messages.size() == 1);
}

}  // namespace attacca::validate
