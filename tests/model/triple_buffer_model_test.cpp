// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <initializer_list>

#include <doctest/doctest.h>

#include "attacca/rt/triple_buffer.hpp"
#include "tests/model/broken_twins.hpp"
#include "tests/model/newest_scenario.hpp"

namespace attacca::model {
namespace {

// The code that plugins run, on modelled primitives.
class RealTripleBuffer {
 public:
  void publish(std::uint32_t number) {
    buffer_.writer().publish_with([&](Words& slot) { slot.fill(number); });
  }
  Seen read() { return look_at(buffer_.reader().read()); }
  Seen held() const { return look_at(buffer_.reader().current()); }

 private:
  rt::TripleBuffer<Words, ModelSync> buffer_;
};

template <typename Channel>
Exploration explore_newest(const Options& options, std::uint32_t publishes, int reads,
                           Floor floor) {
  return explore(options, [&](Execution& execution) {
    check_newest_value<Channel>(execution, publishes, reads, floor);
  });
}

constexpr Options kSteps{.stale_reads = false, .interleave_data = true};
constexpr Options kStale{.stale_reads = true, .reorder_stores = true};

TEST_CASE("no interleaving of publishes and reads tears, loses or takes back a value") {
  constexpr std::uint32_t kPublishes = kThorough ? 3 : 2;
  const Exploration found =
      explore_newest<RealTripleBuffer>(kSteps, kPublishes, 2, Floor::schedule);
  INFO(found.failure, "\n", found.trace);
  CHECK(found.passed());
  MESSAGE(kPublishes, " publishes, 2 reads, every word a step: ", found.runs, " runs");

  const Exploration longer = explore_newest<RealTripleBuffer>(Options{}, 5, 4, Floor::schedule);
  INFO(longer.failure, "\n", longer.trace);
  CHECK(longer.passed());
  MESSAGE("5 publishes, 4 reads, every atomic a step: ", longer.runs, " runs");
}

TEST_CASE("a read ordered after a publish sees it even where loads may be stale") {
  for (const Floor floor : {Floor::flag, Floor::none}) {
    constexpr int kReads = kThorough ? 3 : 2;
    const Exploration found = explore_newest<RealTripleBuffer>(kStale, 3, kReads, floor);
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("3 publishes, ", kReads, " reads, stale loads: ", found.runs, " runs");
  }
}

TEST_CASE("each half of acquire-release is needed, and its absence is noticed") {
  for (const Weaken weaken : {Weaken::rmw_acquire, Weaken::rmw_release}) {
    const Exploration found = explore_newest<RealTripleBuffer>(
        Options{.stale_reads = true, .reorder_stores = true, .weaken = weaken}, 3, 3, Floor::none);
    CHECK_FALSE(found.passed());
    CHECK(found.failure.starts_with("data race"));
  }
}

TEST_CASE("two writers that do not wait for each other are noticed") {
  for (const bool races : {true, false}) {
    const Exploration found =
        explore({.interleave_data = true, .detect_races = races}, [](Execution& execution) {
          auto& channel = execution.make<RealTripleBuffer>();
          for (std::uint32_t number = 1; number <= 2; ++number) {
            execution.thread([&channel, number] { channel.publish(number); });
          }
          execution.finally([&] {
            const Seen seen = channel.read();
            execution.expect(seen.first == seen.second, "torn record");
          });
        });
    CHECK_FALSE(found.passed());
    CHECK(found.failure.starts_with(races ? "data race" : "torn record"));
  }
}

template <typename Twin>
void expect_caught(const char* failure) {
  const Exploration found =
      explore_newest<Twin>({.interleave_data = true, .detect_races = false}, 3, 2, Floor::schedule);
  CHECK(found.failure == failure);
  CHECK_FALSE(found.trace.empty());
}

TEST_CASE("the same checks catch every broken twin") {
  SUBCASE("a reader that exchanges without looking at the unseen bit") {
    expect_caught<broken::WithoutUnseenBit>("a value that was published is not seen");
  }
  SUBCASE("a writer that loads and then stores") {
    expect_caught<broken::LoadThenStore>("a value changes while it is held");
  }
  SUBCASE("a double buffer") {
    expect_caught<broken::DoubleBuffer>("a value changes while it is held");
  }
  SUBCASE("a writer that skips when the lock is taken") {
    expect_caught<broken::TryLockSkip>("the last value is lost");
  }
  SUBCASE("a sequence lock that gives up") {
    expect_caught<broken::Seqlock>("a value that was published is not seen");
  }
}

TEST_CASE("a sequence lock with two writers tears") {
  const Exploration found = explore({}, [](Execution& execution) {
    auto& channel = execution.make<broken::Seqlock>();
    for (std::uint32_t number = 1; number <= 2; ++number) {
      execution.thread([&channel, number] { channel.publish(number); });
    }
    execution.finally([&] {
      const Seen seen = channel.read();
      execution.expect(seen.first == seen.second, "torn record");
    });
  });
  CHECK(found.failure == "torn record");
}

}  // namespace
}  // namespace attacca::model
