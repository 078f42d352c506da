// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <functional>
#include <vector>

#include <doctest/doctest.h>

#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

// The explorer itself, on the small programs by which memory models are told apart (their usual
// names are in brackets): what the language allows and weakly ordered processors do must be found,
// and what it forbids must not.
namespace attacca::model {
namespace {

using Word = ModelAtomic<int>;

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kAcquire = std::memory_order_acquire;
constexpr auto kRelease = std::memory_order_release;
constexpr auto kAcqRel = std::memory_order_acq_rel;
constexpr auto kSeqCst = std::memory_order_seq_cst;

/// Two words and what the threads saw.
struct Program {
  Word x{0};
  Word y{0};
  int first = -1;
  int second = -1;
};

using Thread = std::function<void(Program&)>;

/// Whether some run of the threads ends so that `outcome` holds.
bool possible(const std::vector<Thread>& threads, const std::function<bool(Program&)>& outcome,
              bool reorder_stores = true) {
  const Options options{.stale_reads = true, .reorder_stores = reorder_stores};
  const Exploration found = explore(options, [&](Execution& execution) {
    auto& program = execution.make<Program>();
    for (const Thread& thread : threads) {
      execution.thread([&program, &thread] { thread(program); });
    }
    execution.finally([&] { execution.expect(!outcome(program), "it is possible"); });
  });
  return !found.passed();
}

void fence(std::memory_order order) {
  if (order != kRelaxed) model_fence(order);
}

bool both_old(const Program& program) {
  return program.first == 0 && program.second == 0;
}
bool new_then_old(const Program& program) {
  return program.first == 1 && program.second == 0;
}

TEST_CASE("two stores of two threads may take effect in opposite orders (2+2W)") {
  const auto threads = [](std::memory_order store, std::memory_order between) {
    return std::vector<Thread>{[=](Program& p) {
                                 p.x.store(1, store);
                                 fence(between);
                                 p.y.store(2, store);
                               },
                               [=](Program& p) {
                                 p.y.store(1, store);
                                 fence(between);
                                 p.x.store(2, store);
                               }};
  };
  const auto crossed = [](Program& p) { return p.x.load() == 1 && p.y.load() == 1; };
  CHECK(possible(threads(kRelaxed, kRelaxed), crossed));
  CHECK(possible(threads(kRelease, kRelaxed), crossed));
  CHECK(possible(threads(kRelaxed, kAcqRel), crossed));
  CHECK_FALSE(possible(threads(kSeqCst, kRelaxed), crossed));
  CHECK_FALSE(possible(threads(kRelaxed, kSeqCst), crossed));
  // What the option is for.
  CHECK_FALSE(possible(threads(kRelaxed, kRelaxed), crossed, false));
}

TEST_CASE("a store comes behind those that its thread knows of, and no others (S)") {
  const auto threads = [](std::memory_order store, std::memory_order load) {
    return std::vector<Thread>{[=](Program& p) {
                                 p.x.store(2, kRelaxed);
                                 p.y.store(1, store);
                               },
                               [=](Program& p) {
                                 p.first = p.y.load(load);
                                 p.x.store(1, kRelaxed);
                               }};
  };
  const auto overtaken = [](Program& p) { return p.first == 1 && p.x.load() == 2; };
  CHECK(possible(threads(kRelaxed, kRelaxed), overtaken));
  CHECK(possible(threads(kRelease, kRelaxed), overtaken));
  CHECK(possible(threads(kRelaxed, kAcquire), overtaken));
  CHECK_FALSE(possible(threads(kRelease, kAcquire), overtaken));
}

TEST_CASE("a pair of fences hands over what a release and an acquire do (MP)") {
  const auto threads = [](std::memory_order writer, std::memory_order reader) {
    return std::vector<Thread>{[=](Program& p) {
                                 p.x.store(1, kRelaxed);
                                 fence(writer);
                                 p.y.store(1, kRelaxed);
                               },
                               [=](Program& p) {
                                 p.first = p.y.load(kRelaxed);
                                 fence(reader);
                                 p.second = p.x.load(kRelaxed);
                               }};
  };
  CHECK_FALSE(possible(threads(kRelease, kAcquire), new_then_old));
  CHECK_FALSE(possible(threads(kSeqCst, kSeqCst), new_then_old));
  CHECK(possible(threads(kRelaxed, kAcquire), new_then_old));
  CHECK(possible(threads(kRelease, kRelaxed), new_then_old));
  CHECK(possible(threads(kAcquire, kAcquire), new_then_old));
  CHECK(possible(threads(kRelease, kRelease), new_then_old));
}

TEST_CASE("a release fence hands over plain data, and only what came before it") {
  for (const bool fence_first : {false, true}) {
    const Exploration found = explore({.stale_reads = true}, [&](Execution& execution) {
      auto& data = execution.make<Plain<int>>(0);
      auto& flag = execution.make<Word>(0);
      execution.thread([&data, &flag, fence_first] {
        if (fence_first) model_fence(kRelease);
        data.set(1);
        if (!fence_first) model_fence(kRelease);
        flag.store(1, kRelaxed);
      });
      execution.thread([&data, &flag] {
        if (flag.load(kRelaxed) == 0) return;
        model_fence(kAcquire);
        (void)data.get();
      });
    });
    CHECK(found.passed() == !fence_first);
  }
}

TEST_CASE("a load may overtake a store unless both are in one order (SB)") {
  const auto threads = [](std::memory_order store, std::memory_order load,
                          std::memory_order between) {
    return std::vector<Thread>{[=](Program& p) {
                                 p.x.store(1, store);
                                 fence(between);
                                 p.first = p.y.load(load);
                               },
                               [=](Program& p) {
                                 p.y.store(1, store);
                                 fence(between);
                                 p.second = p.x.load(load);
                               }};
  };
  CHECK(possible(threads(kRelease, kAcquire, kRelaxed), both_old));
  CHECK(possible(threads(kRelaxed, kRelaxed, kAcqRel), both_old));
  CHECK_FALSE(possible(threads(kRelaxed, kRelaxed, kSeqCst), both_old));
  CHECK_FALSE(possible(threads(kSeqCst, kSeqCst, kRelaxed), both_old));
}

TEST_CASE("what one thread has passed on is known to the third (WRC)") {
  const auto threads = [](std::memory_order store, std::memory_order load) {
    return std::vector<Thread>{[=](Program& p) { p.x.store(1, kRelaxed); },
                               [=](Program& p) {
                                 if (p.x.load(kRelaxed) == 1) p.y.store(1, store);
                               },
                               [=](Program& p) {
                                 p.first = p.y.load(load);
                                 p.second = p.x.load(kRelaxed);
                               }};
  };
  CHECK_FALSE(possible(threads(kRelease, kAcquire), new_then_old));
  CHECK(possible(threads(kRelaxed, kAcquire), new_then_old));
  CHECK(possible(threads(kRelease, kRelaxed), new_then_old));
}

TEST_CASE("a read-modify-write may come before a store made earlier, and is never split") {
  const std::vector<Thread> relaxed{[](Program& p) {
                                      p.x.store(5, kRelaxed);
                                      p.y.store(1, kRelaxed);
                                    },
                                    [](Program& p) {
                                      p.first = p.y.load(kRelaxed);
                                      p.second = p.x.exchange(7, kAcqRel);
                                    }};
  const auto overtaken = [](Program& p) {
    return p.first == 1 && p.second == 0 && p.x.load() == 5;
  };
  CHECK(possible(relaxed, overtaken));
  CHECK_FALSE(possible(relaxed, overtaken, false));

  const std::vector<Thread> counting{[](Program& p) { p.x.fetch_add(1, kRelaxed); },
                                     [](Program& p) { p.x.fetch_add(1, kRelaxed); },
                                     [](Program& p) { p.x.store(10, kRelaxed); }};
  // 10, 11 and 12, as the store comes last, between or first; 2 or 1 would be a lost step.
  CHECK(possible(counting, [](Program& p) { return p.x.load() == 12; }));
  CHECK_FALSE(possible(counting, [](Program& p) { return p.x.load() < 10; }));
}

TEST_CASE("no load sees the future, which the language would allow (LB)") {
  const std::vector<Thread> threads{[](Program& p) {
                                      p.first = p.x.load(kRelaxed);
                                      p.y.store(1, kRelaxed);
                                    },
                                    [](Program& p) {
                                      p.second = p.y.load(kRelaxed);
                                      p.x.store(1, kRelaxed);
                                    }};
  CHECK_FALSE(possible(threads, [](Program& p) { return p.first == 1 && p.second == 1; }));
}

}  // namespace
}  // namespace attacca::model
