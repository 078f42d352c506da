// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tests/model/newest_scenario.hpp"

/// Hand-overs with one deliberate mistake each, of the kind that passes review and most stress
/// tests. They exist to show that the checks can fail; they run on modelled primitives only.
namespace attacca::model::broken {

/// A triple buffer whose reader always exchanges, seen or not: it swaps back to an older slot.
class WithoutUnseenBit {
 public:
  void publish(std::uint32_t number) {
    slots_[back_].fill(number);
    back_ = shared_.exchange(back_, std::memory_order_acq_rel);
  }
  Seen read() {
    front_ = shared_.exchange(front_, std::memory_order_acq_rel);
    return held();
  }
  Seen held() const { return look_at(slots_[front_]); }

 private:
  std::array<Words, 3> slots_;
  ModelAtomic<std::size_t> shared_{1};
  std::size_t back_ = 0;
  std::size_t front_ = 2;
};

/// A triple buffer whose writer reads the shared slot and then overwrites it in two steps.
class LoadThenStore {
 public:
  void publish(std::uint32_t number) {
    slots_[back_].fill(number);
    const std::size_t old = shared_.load(std::memory_order_acquire);
    shared_.store(back_ | kUnseen, std::memory_order_release);
    back_ = old & kMask;
  }
  Seen read() {
    if ((shared_.load(std::memory_order_relaxed) & kUnseen) != 0) {
      front_ = shared_.exchange(front_, std::memory_order_acq_rel) & kMask;
    }
    return held();
  }
  Seen held() const { return look_at(slots_[front_]); }

 private:
  static constexpr std::size_t kMask = 3;
  static constexpr std::size_t kUnseen = 4;
  std::array<Words, 3> slots_;
  ModelAtomic<std::size_t> shared_{1};
  std::size_t back_ = 0;
  std::size_t front_ = 2;
};

/// Two slots: the writer comes round to the one that is being read.
class DoubleBuffer {
 public:
  void publish(std::uint32_t number) {
    const std::size_t back = 1 - newest_.load(std::memory_order_relaxed);
    slots_[back].fill(number);
    newest_.store(back, std::memory_order_release);
  }
  Seen read() {
    front_ = newest_.load(std::memory_order_acquire);
    return held();
  }
  Seen held() const { return look_at(slots_[front_]); }

 private:
  std::array<Words, 2> slots_;
  ModelAtomic<std::size_t> newest_{0};
  std::size_t front_ = 0;
};

/// The writer tries a lock and drops the value when the reader happens to hold it.
class TryLockSkip {
 public:
  void publish(std::uint32_t number) {
    if (!mutex_.try_lock()) return;
    value_.fill(number);
    mutex_.unlock();
  }
  Seen read() {
    mutex_.lock();
    seen_ = look_at(value_);
    mutex_.unlock();
    return seen_;
  }
  Seen held() const { return seen_; }

 private:
  ModelMutex mutex_;
  Words value_;
  Seen seen_;
};

/// A sequence lock, sound with one writer, whose reader gives up after two tries and keeps the old
/// value. Its words are atomics, as they must be.
class Seqlock {
 public:
  void publish(std::uint32_t number) {
    const std::uint32_t sequence = sequence_.load();
    sequence_.store(sequence + 1);
    first_.store(number);
    second_.store(number);
    sequence_.store(sequence + 2);
  }
  Seen read() {
    for (int tries = 0; tries < 2; ++tries) {
      const std::uint32_t before = sequence_.load();
      const std::uint32_t first = first_.load();
      const Seen seen{first, second_.load()};
      if (before % 2 == 0 && sequence_.load() == before) {
        seen_ = seen;
        break;
      }
    }
    return seen_;
  }
  Seen held() const { return seen_; }

 private:
  ModelAtomic<std::uint32_t> sequence_{0};
  ModelAtomic<std::uint32_t> first_{0};
  ModelAtomic<std::uint32_t> second_{0};
  Seen seen_;
};

/// A queue that never looks whether there is room.
class QueueWithoutCapacityCheck {
 public:
  explicit QueueWithoutCapacityCheck(std::size_t) {}
  bool push(std::uint32_t number) {
    items_[pushed_.load(std::memory_order_relaxed) % 2].set(number);
    pushed_.fetch_add(1, std::memory_order_release);
    return true;
  }
  bool pop(std::uint32_t& number) {
    const std::uint32_t next = popped_.load(std::memory_order_relaxed);
    if (next == pushed_.load(std::memory_order_acquire)) return false;
    number = items_[next % 2].get();
    popped_.store(next + 1, std::memory_order_release);
    return true;
  }
  std::uint64_t overflows() const { return 0; }

 private:
  std::array<Plain<std::uint32_t>, 2> items_;
  ModelAtomic<std::uint32_t> pushed_{0};
  ModelAtomic<std::uint32_t> popped_{0};
};

/// A queue whose reader gives the place free before it has copied the item out.
class QueueThatFreesTooEarly {
 public:
  explicit QueueThatFreesTooEarly(std::size_t) {}
  bool push(std::uint32_t number) {
    const std::uint32_t next = pushed_.load(std::memory_order_relaxed);
    if (next - popped_.load(std::memory_order_acquire) == 2) {
      ++overflows_;
      return false;
    }
    items_[next % 2].set(number);
    pushed_.store(next + 1, std::memory_order_release);
    return true;
  }
  bool pop(std::uint32_t& number) {
    const std::uint32_t next = popped_.load(std::memory_order_relaxed);
    if (next == pushed_.load(std::memory_order_acquire)) return false;
    popped_.store(next + 1, std::memory_order_release);
    number = items_[next % 2].get();
    return true;
  }
  std::uint64_t overflows() const { return overflows_; }

 private:
  std::array<Plain<std::uint32_t>, 2> items_;
  ModelAtomic<std::uint32_t> pushed_{0};
  ModelAtomic<std::uint32_t> popped_{0};
  std::uint64_t overflows_ = 0;
};

/// A meter that is read and then reset in two steps: a peak in between is missed.
class MeterResetInTwoSteps {
 public:
  void record(float peak) {
    float highest = highest_.load(std::memory_order_relaxed);
    while (peak > highest &&
           !highest_.compare_exchange_strong(highest, peak, std::memory_order_relaxed)) {
    }
  }
  float take() {
    const float highest = highest_.load(std::memory_order_relaxed);
    highest_.store(0.0F, std::memory_order_relaxed);
    return highest;
  }

 private:
  ModelAtomic<float> highest_{0.0F};
};

/// A meter that is raised by a load and a store: a peak already taken comes back.
class MeterRaisedInTwoSteps {
 public:
  void record(float peak) {
    const float highest = highest_.load(std::memory_order_relaxed);
    highest_.store(peak > highest ? peak : highest, std::memory_order_relaxed);
  }
  float take() { return highest_.exchange(0.0F, std::memory_order_relaxed); }

 private:
  ModelAtomic<float> highest_{0.0F};
};

/// A hand-over of the newest number that keeps only what was published last before the read: no
/// meter, since a lower peak hides a higher one.
class MeterOfNewestValue {
 public:
  void record(float peak) { newest_.store(peak, std::memory_order_relaxed); }
  float take() { return newest_.exchange(0.0F, std::memory_order_relaxed); }

 private:
  ModelAtomic<float> newest_{0.0F};
};

}  // namespace attacca::model::broken
