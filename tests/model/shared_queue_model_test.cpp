// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/rt/shared_queue.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

using Queue = rt::SharedQueue<Plain<std::uint32_t>, ModelSync>;

// Two threads push, the first one `pushes` and the second one number, a third one pops, and at the
// end the rest is popped: every number that was accepted comes out once, those of one thread in
// their order.
void check_queue(Execution& execution, std::uint32_t pushes, int pops) {
  auto& queue = execution.make<Queue>(2U);
  auto& accepted = execution.make<std::vector<std::vector<std::uint32_t>>>(2U);
  auto& popped = execution.make<std::vector<std::uint32_t>>();
  auto& refused = execution.make<std::uint64_t>(0U);
  for (std::uint32_t who = 0; who < 2; ++who) {
    execution.thread([&queue, &mine = accepted[who], &refused, who, pushes] {
      for (std::uint32_t number = 1; number <= (who == 0 ? pushes : 1); ++number) {
        if (queue.push(Plain<std::uint32_t>(10 * who + number))) {
          mine.push_back(10 * who + number);
        } else {
          ++refused;
        }
      }
    });
  }
  execution.thread([&queue, &popped, pops] {
    for (int i = 0; i < pops; ++i) {
      if (const auto item = queue.pop()) popped.push_back(item->get());
    }
  });
  execution.finally([&] {
    while (const auto item = queue.pop()) popped.push_back(item->get());
    for (std::uint32_t who = 0; who < 2; ++who) {
      std::vector<std::uint32_t> mine;
      std::ranges::copy_if(popped, std::back_inserter(mine),
                           [who](std::uint32_t number) { return number / 10 == who; });
      execution.expect(mine == accepted[who], "items are lost, doubled or out of order");
    }
    execution.expect(queue.overflows() == refused, "an overflow is not counted");
  });
}

Exploration explore_queue(const Options& options, std::uint32_t pushes, int pops) {
  return explore(options, [&](Execution& execution) { check_queue(execution, pushes, pops); });
}

TEST_CASE("no interleaving of two threads that push and one that pops loses or doubles an item") {
  const auto check = [](const Options& options, std::uint32_t pushes, int pops) {
    const Exploration found = explore_queue(options, pushes, pops);
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("capacity 2, ", pushes, " and 1 pushes, ", pops, " pops: ", found.runs, " runs");
  };
  SUBCASE("one push each") {
    check({}, 1, 1);
  }
  SUBCASE("stale loads") {
    check({.stale_reads = true, .reorder_stores = true}, 1, kThorough ? 1 : 0);
  }
  SUBCASE("until it is full") {
    check({}, 2, 0);
  }
}

TEST_CASE("every acquire and release of the shared queue is needed, and its absence is noticed") {
  for (const Weaken weaken : {Weaken::load_acquire, Weaken::store_release}) {
    const Exploration found =
        explore_queue({.stale_reads = true, .reorder_stores = true, .weaken = weaken}, 1, 1);
    CHECK(found.failure.starts_with("data race"));
  }
}

}  // namespace
}  // namespace attacca::model
