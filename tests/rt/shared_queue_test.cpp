// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/rt/shared_queue.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/allocation_count.hpp"

namespace attacca::rt {

TEST_CASE("items come out in order, also after the queue has been full and empty often") {
  SharedQueue<int> queue(3);
  CHECK(queue.capacity() == 4);
  int next = 0, expected = 0;
  for (int round = 0; round < 100; ++round) {
    while (queue.push(next)) ++next;
    CHECK(next - expected == 4);
    CHECK_FALSE(queue.empty());
    for (int i = 0; i < 1 + round % 4; ++i) CHECK(queue.pop() == expected++);
  }
  while (const auto item = queue.pop()) CHECK(*item == expected++);
  CHECK(expected == next);
  CHECK(queue.empty());
  CHECK(queue.overflows() == 100);
}

TEST_CASE("an item that is refused stays with the one who pushes; those left are destroyed") {
  auto watched = std::make_shared<int>(1);
  {
    SharedQueue<std::shared_ptr<int>> queue(2);
    CHECK(queue.push(watched));
    CHECK(queue.push(watched));
    std::shared_ptr<int> third = watched;
    CHECK_FALSE(queue.push(std::move(third)));
    CHECK(third == watched);
    CHECK(watched.use_count() == 4);
    (void)queue.pop();
    CHECK(watched.use_count() == 3);
  }
  CHECK(watched.use_count() == 1);
}

TEST_CASE("pushing and popping allocate nothing") {
  SharedQueue<std::uint64_t> queue(8);
  const auto before = test::heap_calls();
  for (std::uint64_t i = 0; i < 100; ++i) {
    (void)queue.push(i);
    if (i % 3 == 0) (void)queue.pop();
  }
  CHECK(test::heap_calls() == before);
}

TEST_CASE("with several threads at both ends every accepted item comes out once, in its order") {
  constexpr std::uint32_t kEach = 20000;
  SharedQueue<std::uint64_t> queue(16);
  std::atomic<std::uint32_t> taken{0};
  std::vector<std::uint64_t> popped[2];
  std::vector<std::thread> threads;
  for (std::uint64_t who = 0; who < 2; ++who) {
    threads.emplace_back([&queue, who] {
      for (std::uint64_t number = 0; number < kEach; ++number) {
        while (!queue.push(who << 32 | number)) std::this_thread::yield();
      }
    });
    threads.emplace_back([&queue, &taken, &mine = popped[who]] {
      while (taken.load() < 2 * kEach) {
        if (const auto item = queue.pop()) {
          mine.push_back(*item);
          ++taken;
        } else {
          std::this_thread::yield();
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<int> seen[2] = {std::vector<int>(kEach), std::vector<int>(kEach)};
  for (const auto& mine : popped) {
    std::int64_t last[2] = {-1, -1};
    for (const std::uint64_t item : mine) {
      const auto who = static_cast<std::size_t>(item >> 32);
      const auto number = static_cast<std::int64_t>(item & 0xFFFFFFFFu);
      REQUIRE(number > last[who]);
      last[who] = number;
      ++seen[who][static_cast<std::size_t>(number)];
    }
  }
  for (const auto& counts : seen) CHECK(counts == std::vector<int>(kEach, 1));
}

}  // namespace attacca::rt
