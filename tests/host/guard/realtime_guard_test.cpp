// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/guard/realtime_guard.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include "host/stack/symbolizer.hpp"
#include "tests/host/host_test_support.hpp"
#include "tests/host/offender/offender.hpp"

namespace attacca::host::test {

namespace {

class Offender {
 public:
  Offender() : handle_(dlopen(TEST_OFFENDER, RTLD_NOW | RTLD_LOCAL)) {
    REQUIRE_MESSAGE(handle_ != nullptr, dlerror());
    const auto actions = reinterpret_cast<OffenderActions>(dlsym(handle_, "offender_actions"))();
    actions_.assign(actions.first, actions.first + actions.count);
  }

  [[nodiscard]] const std::vector<Action>& actions() const { return actions_; }
  [[nodiscard]] const Action& find(const std::string& function) const {
    const auto found = std::find_if(actions_.begin(), actions_.end(), [&](const Action& action) {
      return action.function == function;
    });
    REQUIRE(found != actions_.end());
    return *found;
  }

 private:
  void* handle_;  // stays loaded: its symbols are asked for
  std::vector<Action> actions_;
};

bool counts_everything() {
  return realtime_guard_reach() == RealtimeGuardReach::everything;
}

/// While it lives, what is printed goes nowhere.
class Silence {
 public:
  Silence() : kept_(dup(STDOUT_FILENO)) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, STDOUT_FILENO);
    close(null);
  }
  ~Silence() {
    std::fflush(stdout);
    dup2(kept_, STDOUT_FILENO);
    close(kept_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int kept_;
};

std::uint64_t count_of(const RealtimeOffences& offences, const std::string& kind) {
  for (std::size_t i = 0; i < kRealtimeOffenceKinds; ++i) {
    const auto it = static_cast<RealtimeOffenceKind>(i);
    if (name_of(it) == kind) return offences.count(it);
  }
  FAIL("no such kind: ", kind);
  return 0;
}

bool is_in_action(const SourceFrame& frame, const Action& action) {
  return frame.function == std::string("offender::") + action.function + "()" &&
         frame.file.ends_with("offender.cpp") && frame.line == action.line &&
         frame.module == TEST_OFFENDER;
}

void run_in_scope(const Action& action, RealtimeOffences& offences) {
  const RealtimeScope scope(offences);
  action.run();
}

}  // namespace

TEST_CASE("each kind of call is caught, once, and traced to the function and line that made it") {
  if (!counts_everything()) return;
  const Offender offender;
  const Silence silence;
  int tried = 0;
  for (const Action& action : offender.actions()) {
    if (action.kind == nullptr) continue;
    CAPTURE(action.function);
    RealtimeOffences offences;
    run_in_scope(action, offences);
    CHECK(count_of(offences, action.kind) == 1);
    const auto sites = offences.sites();
    const auto site = std::find_if(sites.begin(), sites.end(), [&](const OffenceSite& it) {
      return name_of(it.kind) == action.kind;
    });
    REQUIRE(site != sites.end());
    CHECK(site->count == 1);
    const auto frames = Symbolizer::of_this_process().frames_of(site->backtrace);
    CHECK_MESSAGE(
        std::any_of(frames.begin(), frames.end(),
                    [&](const SourceFrame& frame) { return is_in_action(frame, action); }),
        to_text(frames));
    CHECK(to_text(frames).find("caught_") == std::string::npos);
    // dlopen is jumped to, so that it sees its true caller; what it does inside counts as well.
    if (action.function != std::string("calls_dlopen")) CHECK(offences.total() == 1);
    ++tried;
  }
  CHECK(tried >= 60);
}

TEST_CASE("trying a lock, waking others and reading the time are no offences") {
  if (!counts_everything()) return;
  const Offender offender;
  int tried = 0;
  for (const Action& action : offender.actions()) {
    if (action.kind != nullptr) continue;
    CAPTURE(action.function);
    RealtimeOffences offences;
    run_in_scope(action, offences);
    CHECK(offences.total() == 0);
    ++tried;
  }
  CHECK(tried >= 8);
}

TEST_CASE("allocations are traced under sanitizers as well") {
  const Offender offender;
  const Action& action = offender.find("calls_malloc");
  RealtimeOffences offences;
  run_in_scope(action, offences);
  REQUIRE(offences.allocations == 1);
  const auto sites = offences.sites();
  REQUIRE(sites.size() == 1);
  const auto frames = Symbolizer::of_this_process().frames_of(sites.front().backtrace);
  CHECK_MESSAGE(std::any_of(frames.begin(), frames.end(),
                            [&](const SourceFrame& frame) { return is_in_action(frame, action); }),
                to_text(frames));
}

TEST_CASE("nothing is counted before a scope, after it, or on another thread") {
  const Offender offender;
  const Action& action = offender.find("calls_malloc");
  RealtimeOffences offences;
  action.run();
  {
    const RealtimeScope scope(offences);
    CHECK(in_realtime_scope());
    const RealtimePardon pardon;  // starting a thread allocates
    std::thread other([&] {
      CHECK_FALSE(in_realtime_scope());
      action.run();
    });
    other.join();
  }
  action.run();
  CHECK_FALSE(in_realtime_scope());
  CHECK(offences.total() == 0);
  CHECK(offences.sites().empty());
}

TEST_CASE("the innermost scope counts, and the outer one goes on after it") {
  const Offender offender;
  const Action& action = offender.find("calls_malloc");
  RealtimeOffences outer;
  RealtimeOffences inner;
  {
    const RealtimeScope around(outer);
    action.run();
    {
      const RealtimeScope within(inner);
      action.run();
      const RealtimePardon pardon;
      action.run();
    }
    action.run();
  }
  CHECK(outer.allocations == 2);
  CHECK(inner.allocations == 1);
  CHECK(outer.sites().size() == 2);  // called from two lines of this test
}

TEST_CASE("two threads in two scopes do not mix") {
  constexpr std::uint64_t kTimes = 1000;
  const Offender offender;
  RealtimeOffences mine;
  RealtimeOffences theirs;
  const auto run = [&](const Action& action, RealtimeOffences& offences) {
    for (std::uint64_t i = 0; i < kTimes; ++i) run_in_scope(action, offences);
  };
  std::thread other([&] { run(offender.find("calls_new"), theirs); });
  run(offender.find("calls_malloc"), mine);
  other.join();
  for (const auto& [offences, function] :
       {std::pair(&mine, "calls_malloc"), std::pair(&theirs, "calls_new")}) {
    CHECK(offences->allocations == kTimes);
    CHECK(offences->total() == kTimes);
    const auto sites = offences->sites();
    REQUIRE(sites.size() == 1);
    CHECK(sites.front().count == kTimes);
    const auto text = to_text(Symbolizer::of_this_process().frames_of(sites.front().backtrace));
    CHECK_MESSAGE(text.find(function) != std::string::npos, text);
  }
}

TEST_CASE("noting an offence allocates nothing and waits for nothing") {
  RealtimeOffences watched;
  OffenceSites sites;
  {
    const RealtimeScope scope(watched);
    for (int i = 0; i < 10'000; ++i) {
      sites.note(RealtimeOffenceKind::lock, __builtin_return_address(0),
                 __builtin_frame_address(0));
    }
  }
  CHECK(watched.total() == 0);
  REQUIRE(sites.list().size() == 1);
  CHECK(sites.list().front().count == 10'000);
}

}  // namespace attacca::host::test
