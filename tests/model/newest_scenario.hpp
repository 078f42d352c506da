// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>

#include "tests/model/explore.hpp"
#include "tests/model/model_sync.hpp"

namespace attacca::model {

/// A record of two words that always say the same, unless it is torn.
struct Words {
  Plain<std::uint32_t> first;
  Plain<std::uint32_t> second;

  void fill(std::uint32_t number) {
    first.set(number);
    second.set(number);
  }
};

/// What a reader found in the two words.
struct Seen {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  bool operator==(const Seen&) const = default;
};

inline Seen look_at(const Words& words) {
  const std::uint32_t first = words.first.get();
  return {first, words.second.get()};
}

/// How the reader learns what it must at least see.
enum class Floor {
  schedule,  ///< from the order of steps itself: a publish that has returned must be seen
  flag,  ///< from a flag that orders it after the publish, as one thread signalling another would
  none   ///< not at all: only tears, races and going backwards count
};

/// The promises that every hand-over of newest values makes, against any `Channel` with
/// `publish(number)`, `Seen read()` and `Seen held()` (what the last read got, looked at again).
/// One thread publishes 1, 2 …, another reads.
template <typename Channel>
void check_newest_value(Execution& execution, std::uint32_t publishes, int reads, Floor floor) {
  auto& channel = execution.make<Channel>();
  auto& returned = execution.make<std::uint32_t>(0);
  auto& flag = execution.make<ModelAtomic<std::uint32_t>>(0);

  execution.thread([&channel, &returned, &flag, publishes, floor] {
    for (std::uint32_t number = 1; number <= publishes; ++number) {
      channel.publish(number);
      if (floor == Floor::schedule) returned = number;
      if (floor == Floor::flag) flag.store(number, std::memory_order_release);
    }
  });
  execution.thread([&execution, &channel, &returned, &flag, reads, floor] {
    std::uint32_t newest = 0;
    for (int i = 0; i < reads; ++i) {
      if (floor == Floor::schedule) newest = std::max(newest, returned);
      if (floor == Floor::flag) newest = std::max(newest, flag.load(std::memory_order_acquire));
      const Seen seen = channel.read();
      execution.expect(seen.first == seen.second, "torn record");
      execution.expect(seen.first >= newest, "a value that was published is not seen");
      newest = std::max(newest, seen.first);
      execution.expect(channel.held() == seen, "a value changes while it is held");
    }
  });
  execution.finally([&execution, &channel, publishes] {
    execution.expect(channel.read() == Seen{publishes, publishes}, "the last value is lost");
  });
}

}  // namespace attacca::model
