// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {
namespace {

TEST_CASE("an exploration visits each interleaving exactly once") {
  std::multiset<std::vector<int>> orders;
  const Exploration found = explore({}, [&](Execution& execution) {
    auto& order = execution.make<std::vector<int>>();
    auto& steps = execution.make<ModelAtomic<int>>(0);
    for (int id = 0; id < 2; ++id) {
      execution.thread([&order, &steps, id] {
        for (int i = 0; i < 3; ++i) {
          steps.fetch_add(1);
          order.push_back(id);
        }
      });
    }
    execution.finally([&] { orders.insert(order); });
  });
  CHECK(found.passed());
  CHECK(std::set<std::vector<int>>(orders.begin(), orders.end()).size() == 20);  // 6 choose 3
  // Each thread may also stop once before its first step, which no order of steps shows.
  CHECK(found.runs >= 20);
}

// The message-passing test: may the reader see the flag and yet not the word before it?
bool old_word_behind_flag(std::memory_order store, std::memory_order load) {
  bool seen = false;
  explore({.stale_reads = true}, [&](Execution& execution) {
    auto& word = execution.make<ModelAtomic<int>>(0);
    auto& flag = execution.make<ModelAtomic<int>>(0);
    execution.thread([&word, &flag, store] {
      word.store(1, std::memory_order_relaxed);
      flag.store(1, store);
    });
    execution.thread([&word, &flag, &seen, load] {
      if (flag.load(load) == 1 && word.load(std::memory_order_relaxed) == 0) seen = true;
    });
  });
  return seen;
}

TEST_CASE("relaxed loads may be stale, an acquire of a release may not") {
  CHECK(old_word_behind_flag(std::memory_order_relaxed, std::memory_order_relaxed));
  CHECK(old_word_behind_flag(std::memory_order_release, std::memory_order_relaxed));
  CHECK(old_word_behind_flag(std::memory_order_relaxed, std::memory_order_acquire));
  CHECK_FALSE(old_word_behind_flag(std::memory_order_release, std::memory_order_acquire));
}

TEST_CASE("one thread never sees an atomic go back") {
  const Exploration found = explore({.stale_reads = true}, [](Execution& execution) {
    auto& counter = execution.make<ModelAtomic<int>>(0);
    execution.thread([&counter] {
      for (int i = 1; i <= 3; ++i) counter.store(i, std::memory_order_relaxed);
    });
    execution.thread([&] {
      const int first = counter.load(std::memory_order_relaxed);
      execution.expect(counter.load(std::memory_order_relaxed) >= first, "went back");
    });
  });
  CHECK(found.passed());
}

TEST_CASE("a mutex keeps plain data free of races, and its absence is noticed") {
  for (const bool locks : {true, false}) {
    const Exploration found = explore({}, [locks](Execution& execution) {
      auto& mutex = execution.make<ModelMutex>();
      auto& counter = execution.make<Plain<int>>(0);
      for (int id = 0; id < 2; ++id) {
        execution.thread([&mutex, &counter, locks] {
          if (locks) mutex.lock();
          counter.set(counter.get() + 1);
          if (locks) mutex.unlock();
        });
      }
      execution.finally([&] { execution.expect(counter.get() == 2, "lost"); });
    });
    CHECK(found.passed() == locks);
  }
}

TEST_CASE("the trace of a failure shows the steps that led to it") {
  const Exploration found = explore({}, [](Execution& execution) {
    auto& counter = execution.make<ModelAtomic<int>>(0);
    for (int id = 0; id < 2; ++id) {
      execution.thread([&counter] { counter.store(counter.load() + 1); });
    }
    execution.finally([&] { execution.expect(counter.load() == 2, "an increment is lost"); });
  });
  CHECK(found.failure == "an increment is lost");
  CHECK(found.trace.find("thread 2: atomic 0 load 0") != std::string::npos);
  CHECK(found.trace.find("FAILS: an increment is lost") != std::string::npos);
}

}  // namespace
}  // namespace attacca::model
