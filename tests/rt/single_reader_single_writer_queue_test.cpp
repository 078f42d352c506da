// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/rt/single_reader_single_writer_queue.hpp"

#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "tests/rt/counting_sync.hpp"

namespace attacca::rt::test {
namespace {

using Queue = SingleReaderSingleWriterQueue<int>;

template <typename End>
concept CanPush = requires(End& end) { end.push(1); };
template <typename End>
concept CanPop = requires(End& end, int& item) { end.pop(item); };
static_assert(CanPush<Queue::Writer> && !CanPop<Queue::Writer>);
static_assert(CanPop<Queue::Reader> && !CanPush<Queue::Reader>);
static_assert(!CanPush<Queue> && !CanPop<Queue>);
static_assert(!std::is_move_constructible_v<Queue>);
static_assert(!std::is_move_constructible_v<Queue::Writer>);
static_assert(!std::is_move_constructible_v<Queue::Reader>);

TEST_CASE("the capacity is the next power of two") {
  CHECK(Queue(0).capacity() == 1);
  CHECK(Queue(1).capacity() == 1);
  CHECK(Queue(5).capacity() == 8);
  CHECK(Queue(64).capacity() == 64);
}

TEST_CASE("items come out in order and each exactly once") {
  Queue queue(4);
  int item = -1;
  CHECK_FALSE(queue.reader().pop(item));
  CHECK(item == -1);
  for (int i = 0; i < 4; ++i) CHECK(queue.writer().push(i));
  CHECK(queue.reader().size() == 4);
  for (int i = 0; i < 4; ++i) {
    CHECK(queue.reader().pop(item));
    CHECK(item == i);
  }
  CHECK_FALSE(queue.reader().pop(item));
}

TEST_CASE("a full queue refuses, counts, and keeps what it has") {
  Queue queue(2);
  CHECK(queue.writer().push(1));
  CHECK(queue.writer().push(2));
  CHECK(queue.writer().room() == 0);
  CHECK_FALSE(queue.writer().push(3));
  CHECK_FALSE(queue.writer().push(4));
  CHECK(queue.overflows() == 2);
  int item = 0;
  CHECK(queue.reader().pop(item));
  CHECK(item == 1);
  CHECK(queue.writer().room() == 1);
  CHECK(queue.writer().push(5));
  CHECK(queue.reader().pop(item));
  CHECK(item == 2);
  CHECK(queue.reader().pop(item));
  CHECK(item == 5);
  CHECK(queue.overflows() == 2);
}

TEST_CASE("drain takes what was there when it began, and no more") {
  Queue queue(8);
  for (int i = 0; i < 3; ++i) queue.writer().push(i);
  std::vector<int> drained;
  CHECK(queue.reader().drain([&](int item) {
    drained.push_back(item);
    queue.writer().push(item + 100);  // a writer that never stops
  }) == 3);
  CHECK(drained == std::vector<int>{0, 1, 2});
  CHECK(queue.reader().size() == 3);
}

TEST_CASE("the counts may wrap round") {
  for (const std::size_t capacity : {1U, 2U, 8U, 128U}) {
    SingleReaderSingleWriterQueue<int, CountingSync> queue(capacity);  // counts in 8 bits
    int pushed = 0;
    int popped = 0;
    for (int round = 0; round < 3000; ++round) {
      for (int i = 0; i <= round % 5; ++i) {
        if (queue.writer().push(pushed)) ++pushed;
      }
      REQUIRE(static_cast<std::size_t>(pushed - popped) <= capacity);
      REQUIRE(queue.reader().size() == static_cast<std::size_t>(pushed - popped));
      int item = -1;
      for (int i = 0; i <= round % 3 && queue.reader().pop(item); ++i) {
        REQUIRE(item == popped);
        ++popped;
      }
    }
    CHECK(pushed > 1000);
    CHECK(queue.overflows() > 0);
  }
}

}  // namespace
}  // namespace attacca::rt::test
