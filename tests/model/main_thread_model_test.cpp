// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <cstdint>
#include <utility>

#include <doctest/doctest.h>

#include "main_thread/request.hpp"
#include "tests/model/broken_requests.hpp"
#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

// What crosses to the main thread: a value and a request to look at it. The last value must be
// seen there without anybody writing again.
namespace attacca::model {
namespace {

using Value = ModelAtomic<std::uint32_t>;  // as latency and tail are
using Signs = core::SignCount<ModelSync>;
using Real = core::BasicRequest<ModelSync>;

/// The audio thread writes 1..values and gives a sign each time; the server looks whether there are
/// signs that it has not seen, as DeferredThread and the run loop's timer do.
template <typename Request>
Exploration explore_notes(const Options& options, std::uint32_t values) {
  return explore(options, [values](Execution& execution) {
    auto& request = execution.make<Request>();
    auto& signs = execution.make<Signs>();
    auto& value = execution.make<Value>(0U);
    auto& seen_signs = execution.make<std::uint32_t>(0U);
    auto& seen = execution.make<std::uint32_t>(0U);
    const auto look = [&request, &signs, &value, &seen_signs, &seen] {
      const std::uint32_t now = signs.get();
      if (std::exchange(seen_signs, now) == now) return;
      if (request.take()) seen = value.load(std::memory_order_relaxed);
    };
    execution.thread([&request, &signs, &value, values] {
      for (std::uint32_t i = 1; i <= values; ++i) {
        value.store(i, std::memory_order_relaxed);
        request.want(signs);
      }
    });
    execution.thread([look] {
      look();
      look();
    });
    execution.finally([&execution, &seen, look, values] {
      look();
      execution.expect(seen == values, "the last value was not looked at");
    });
  });
}

/// Two threads write and ring; the main thread answers each ring, as MainThread does, and rings
/// itself for what is left.
template <typename Request>
Exploration explore_rings(const Options& options, std::uint32_t values) {
  return explore(options, [values](Execution& execution) {
    auto& request = execution.make<Request>();
    auto& bell = execution.make<Signs>();
    auto& first = execution.make<Value>(0U);
    auto& second = execution.make<Value>(0U);
    auto& answered = execution.make<std::uint32_t>(0U);
    auto& seen = execution.make<std::pair<std::uint32_t, std::uint32_t>>();
    const auto answer = [&request, &bell, &first, &second, &answered, &seen] {
      const std::uint32_t rung = bell.get();
      if (std::exchange(answered, rung) == rung) return false;
      const bool done = request.work_off([&first, &second, &seen] {
        seen = {first.load(std::memory_order_relaxed), second.load(std::memory_order_relaxed)};
      });
      if (!done) bell.add();
      return true;
    };
    for (Value* const value : {&first, &second}) {
      execution.thread([&request, &bell, value, values] {
        for (std::uint32_t i = 1; i <= values; ++i) {
          value->store(i, std::memory_order_relaxed);
          request.want();
          bell.add();
        }
      });
    }
    execution.thread([answer] { (void)answer(); });
    execution.finally([&execution, &seen, answer, values] {
      while (answer()) {
      }
      execution.expect(seen == std::pair(values, values), "the last values were not looked at");
    });
  });
}

TEST_CASE("what the audio thread leaves for the main thread is looked at, to the last value") {
  for (const bool stale : {false, true}) {
    const auto found =
        explore_notes<Real>({.stale_reads = stale, .reorder_stores = stale}, kThorough ? 3 : 2);
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("notes: ", found.runs, " runs");
  }
}

TEST_CASE("each order of a request and its sign is needed, and its absence is noticed") {
  for (const Weaken weaken : {Weaken::rmw_acquire, Weaken::rmw_release}) {
    INFO(static_cast<int>(weaken));
    CHECK(explore_notes<Real>({.stale_reads = true, .reorder_stores = true, .weaken = weaken}, 2)
              .failure == "the last value was not looked at");
  }
}

TEST_CASE("the same check catches a sign that is given before its request") {
  CHECK(explore_notes<broken::SignFirst>({}, 1).failure == "the last value was not looked at");
}

TEST_CASE("what two threads want at once is done after both, to the last value of each") {
  for (const bool stale : {false, true}) {
    const auto found = explore_rings<Real>({.stale_reads = stale, .reorder_stores = stale}, 1);
    INFO(found.failure, "\n", found.trace);
    CHECK(found.passed());
    MESSAGE("rings: ", found.runs, " runs");
  }
}

TEST_CASE("the same check needs both orders of a request") {
  for (const Weaken weaken : {Weaken::rmw_acquire, Weaken::rmw_release}) {
    INFO(static_cast<int>(weaken));
    CHECK_FALSE(
        explore_rings<Real>({.stale_reads = true, .reorder_stores = true, .weaken = weaken}, 1)
            .passed());
  }
}

TEST_CASE("the same check catches a request that is stored over another one") {
  CHECK(
      explore_rings<broken::StoredOver>({.stale_reads = true, .reorder_stores = true}, 1).failure ==
      "the last values were not looked at");
}

TEST_CASE("the same check catches a request that is taken back when its work is done") {
  CHECK(explore_rings<broken::TakenAfterwards>({}, 1).failure ==
        "the last values were not looked at");
}

}  // namespace
}  // namespace attacca::model
