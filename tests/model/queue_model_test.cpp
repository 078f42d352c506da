// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "tests/model/broken_twins.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

class RealQueue {
 public:
  explicit RealQueue(std::size_t capacity) : queue_(capacity) {}
  bool push(std::uint32_t number) { return queue_.writer().push(number); }
  bool pop(std::uint32_t& number) {
    Plain<std::uint32_t> item;
    if (!queue_.reader().pop(item)) return false;
    number = item.get();
    return true;
  }
  std::uint64_t overflows() const { return queue_.overflows(); }

 private:
  rt::SingleReaderSingleWriterQueue<Plain<std::uint32_t>, ModelSync> queue_;
};

// One thread pushes 1, 2 …, another pops; at the end the rest is popped. Every number that was
// accepted must come out once and in order, and every one that was not must be counted.
template <typename Queue>
void check_queue(Execution& execution, std::uint32_t pushes, int pops) {
  auto& queue = execution.make<Queue>(2U);
  auto& accepted = execution.make<std::vector<std::uint32_t>>();
  auto& popped = execution.make<std::vector<std::uint32_t>>();
  auto& refused = execution.make<std::uint64_t>(0U);
  execution.thread([&queue, &accepted, &refused, pushes] {
    for (std::uint32_t number = 1; number <= pushes; ++number) {
      if (queue.push(number)) {
        accepted.push_back(number);
      } else {
        ++refused;
      }
    }
  });
  execution.thread([&execution, &queue, &accepted, &popped, pops] {
    for (int i = 0; i < pops; ++i) {
      const bool something_there = accepted.size() > popped.size();
      std::uint32_t number = 0;
      const bool got = queue.pop(number);
      if (got) popped.push_back(number);
      if (!execution.options().stale_reads) {
        execution.expect(got || !something_there, "an accepted item is not there");
      }
    }
  });
  execution.finally([&] {
    std::uint32_t number = 0;
    while (queue.pop(number)) popped.push_back(number);
    execution.expect(popped == accepted, "items are lost, doubled or out of order");
    execution.expect(queue.overflows() == refused, "an overflow is not counted");
  });
}

template <typename Queue>
Exploration explore_queue(const Options& options, std::uint32_t pushes, int pops) {
  return explore(options,
                 [&](Execution& execution) { check_queue<Queue>(execution, pushes, pops); });
}

TEST_CASE("no interleaving of pushes and pops loses, doubles or reorders an item") {
  const auto check = [](const Options& options, std::uint32_t pushes, int pops) {
    const Exploration found = explore_queue<RealQueue>(options, pushes, pops);
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("capacity 2, ", pushes, " pushes, ", pops, " pops: ", found.runs, " runs");
  };
  SUBCASE("every atomic a step") {
    check({}, 4, 4);
  }
  SUBCASE("stale loads") {
    check({.stale_reads = true, .reorder_stores = true}, kThorough ? 4 : 3, kThorough ? 3 : 2);
  }
  SUBCASE("every access a step") {
    check({.interleave_data = true}, 3, kThorough ? 2 : 1);
  }
}

TEST_CASE("every acquire and release of the queue is needed, and its absence is noticed") {
  for (const Weaken weaken : {Weaken::load_acquire, Weaken::store_release}) {
    const Exploration found = explore_queue<RealQueue>(
        {.stale_reads = true, .reorder_stores = true, .weaken = weaken}, 3, 3);
    CHECK(found.failure.starts_with("data race"));
  }
}

TEST_CASE("the same checks catch every broken queue") {
  constexpr Options kNoRaceCheck{.interleave_data = true, .detect_races = false};
  CHECK(explore_queue<broken::QueueWithoutCapacityCheck>(kNoRaceCheck, 3, 2).failure ==
        "items are lost, doubled or out of order");
  CHECK(explore_queue<broken::QueueThatFreesTooEarly>(kNoRaceCheck, 3, 2).failure ==
        "items are lost, doubled or out of order");
  CHECK(explore_queue<broken::QueueThatFreesTooEarly>({}, 3, 2).failure.starts_with("data race"));
}

}  // namespace
}  // namespace attacca::model
