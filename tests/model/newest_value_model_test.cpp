// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>

#include <doctest/doctest.h>

#include "attacca/rt/newest_value.hpp"
#include "tests/model/newest_scenario.hpp"

namespace attacca::model {
namespace {

/// A mutex that lets everybody in: what NewestValue would be without serialised writers.
struct OpenDoor {
  void lock() {}
  void unlock() {}
};

struct UnserialisedSync : ModelSync {
  using Mutex = OpenDoor;
};

// Two threads add one `publishes` times each; a third reads. Each value counts the additions, so
// that a lost one shows.
template <typename Sync>
void check_counting(Execution& execution, int publishes, int reads) {
  using Value = rt::NewestValue<Words, Sync>;
  auto& value = execution.make<Value>();
  auto& reader = execution.make<typename Value::Reader>(value);
  auto& returned = execution.make<std::uint64_t>(0);
  for (int writer = 0; writer < 2; ++writer) {
    execution.thread([&value, &returned, publishes] {
      for (int i = 0; i < publishes; ++i) {
        const std::uint64_t revision =
            value.update([](Words& words) { words.fill(words.first.get() + 1); });
        returned = std::max(returned, revision);
      }
    });
  }
  execution.thread([&execution, &value, &reader, &returned, reads] {
    for (int i = 0; i < reads; ++i) {
      // Where loads may be stale only what happened before counts, not what came earlier.
      const bool by_schedule = !execution.options().stale_reads;
      const std::uint64_t floor = std::max(by_schedule ? returned : 0, value.revision());
      const std::uint64_t before = reader.revision();
      const Seen seen = look_at(reader.read());
      execution.expect(seen.first == seen.second, "torn record");
      execution.expect(seen.first == reader.revision(),
                       "value and revision do not belong together");
      execution.expect(reader.revision() >= before, "a revision goes back");
      execution.expect(reader.revision() >= floor, "a value that was published is not seen");
    }
  });
  execution.finally([&execution, &value, &reader, publishes] {
    const auto total = static_cast<std::uint32_t>(2 * publishes);
    execution.expect(look_at(value.copy()) == Seen{total, total}, "an update is lost");
    execution.expect(look_at(reader.read()) == Seen{total, total}, "the last value is lost");
  });
}

TEST_CASE("several writers lose no update and no reader misses the last value") {
  const Exploration once =
      explore({}, [](Execution& execution) { check_counting<ModelSync>(execution, 1, 1); });
  INFO(once.failure, "\n", once.trace);
  CHECK(once.passed());
  MESSAGE("2 writers, 1 update each, 1 read: ", once.runs, " runs");

  if (!kThorough) return;
  const Exploration stale =
      explore({.stale_reads = true, .reorder_stores = true},
              [](Execution& execution) { check_counting<ModelSync>(execution, 1, 1); });
  INFO(stale.failure, "\n", stale.trace);
  CHECK(stale.passed());
  MESSAGE("2 writers, 1 update each, 1 read, stale loads: ", stale.runs, " runs");
}

TEST_CASE("writers that are not serialised are noticed") {
  const Exploration races =
      explore({}, [](Execution& execution) { check_counting<UnserialisedSync>(execution, 1, 1); });
  CHECK(races.failure.starts_with("data race"));

  const Exploration results =
      explore({.interleave_data = true, .detect_races = false},
              [](Execution& execution) { check_counting<UnserialisedSync>(execution, 1, 0); });
  CHECK_FALSE(results.passed());
}

TEST_CASE("a revision that is announced can be read by every reader") {
  for (const bool weaken : {false, true}) {
    const Options options{.stale_reads = true,
                          .reorder_stores = true,
                          .weaken = weaken ? Weaken::store_release : Weaken::nothing};
    const Exploration found = explore(options, [](Execution& execution) {
      using Value = rt::NewestValue<Words, ModelSync>;
      auto& value = execution.make<Value>();
      auto& reader = execution.make<Value::Reader>(value);
      execution.thread([&value] {
        value.update([](Words& words) { words.fill(1); });
        value.update([](Words& words) { words.fill(2); });
      });
      execution.thread([&] {
        const std::uint64_t announced = value.revision();
        reader.update();
        execution.expect(reader.revision() >= announced, "announced, but not to be seen");
      });
    });
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed() == !weaken);
  }
}

TEST_CASE("a reader that joins while another thread publishes misses nothing") {
  const Exploration found =
      explore({.stale_reads = true, .reorder_stores = true}, [](Execution& execution) {
        using Value = rt::NewestValue<Words, ModelSync>;
        auto& value = execution.make<Value>();
        execution.thread([&value] {
          value.update([](Words& words) { words.fill(1); });
          value.update([](Words& words) { words.fill(2); });
        });
        execution.thread([&] {
          const std::uint64_t floor = value.revision();
          typename Value::Reader reader(value);
          const std::uint64_t joined_at = reader.revision();
          const Seen seen = look_at(reader.read());
          execution.expect(seen == Seen{seen.first, seen.first}, "torn record");
          execution.expect(joined_at >= floor, "it starts at an old value");
          execution.expect(reader.revision() >= joined_at, "a revision goes back");
        });
      });
  INFO(found.failure, "\n", found.trace);
  CHECK(found.passed());
  MESSAGE("joining: ", found.runs, " runs");
}

}  // namespace
}  // namespace attacca::model
