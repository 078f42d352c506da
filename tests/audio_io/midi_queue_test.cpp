// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/midi_queue.hpp"

#include <cstdint>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::audio_io {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes counting(std::size_t size) {
  Bytes bytes(size);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  return bytes;
}

std::vector<std::pair<std::int64_t, Bytes>> take_all(MidiQueue& queue, std::int64_t until) {
  std::vector<std::pair<std::int64_t, Bytes>> taken;
  queue.take(until, [&taken](std::int64_t time, std::span<const std::uint8_t> bytes) {
    taken.emplace_back(time, Bytes(bytes.begin(), bytes.end()));
  });
  return taken;
}

TEST_CASE("messages of every length come out whole, in order, when their time has come") {
  MidiQueue queue(4096);
  std::int64_t time = 0;
  for (const std::size_t size : {1u, 3u, 51u, 52u, 53u, 104u, 105u, 20000u}) {
    REQUIRE(queue.push(++time, counting(size)));
  }
  CHECK(take_all(queue, 0).empty());
  const auto first = take_all(queue, 3);
  REQUIRE(first.size() == 3);
  CHECK(first[2] == std::pair(std::int64_t{3}, counting(51)));
  const auto rest = take_all(queue, 100);
  REQUIRE(rest.size() == 5);
  CHECK(rest.front() == std::pair(std::int64_t{4}, counting(52)));
  CHECK(rest.back() == std::pair(std::int64_t{8}, counting(20000)));
  CHECK(queue.dropped() == 0);
}

TEST_CASE("what has no room is counted, not cut short") {
  MidiQueue queue(4);
  REQUIRE(queue.push(1, counting(156)));  // three packets
  CHECK_FALSE(queue.push(2, counting(53)));
  CHECK(queue.push(3, counting(52)));
  CHECK_FALSE(queue.push(4, counting(1)));
  CHECK(queue.dropped() == 2);
  const auto taken = take_all(queue, 10);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].second == counting(156));
  CHECK(taken[1].first == 3);
  CHECK_FALSE(queue.push(5, Bytes(MidiQueue::kLongest + 1)));
}

TEST_CASE("the reader never sees a part of a message, whenever it looks") {
  constexpr std::int64_t kMessages = 5000;
  MidiQueue queue(64);
  std::thread writer([&queue] {
    for (std::int64_t i = 0; i < kMessages; ++i) {
      const Bytes bytes(static_cast<std::size_t>(1 + i % 300), static_cast<std::uint8_t>(i));
      while (!queue.push(i, bytes)) std::this_thread::yield();
    }
  });
  std::int64_t next = 0;
  bool is_whole = true;
  while (next < kMessages) {
    queue.take(kMessages, [&](std::int64_t time, std::span<const std::uint8_t> bytes) {
      const Bytes expected(static_cast<std::size_t>(1 + next % 300),
                           static_cast<std::uint8_t>(next));
      is_whole = is_whole && time == next && Bytes(bytes.begin(), bytes.end()) == expected;
      ++next;
    });
    std::this_thread::yield();
  }
  writer.join();
  CHECK(is_whole);
}

}  // namespace
}  // namespace attacca::audio_io
