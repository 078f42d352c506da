// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <type_traits>

namespace attacca::rt::test {

/// What this thread has done so far.
struct Counts {
  int loads = 0;
  int stores = 0;
  int exchanges = 0;  // and other read-modify-writes
  int locks = 0;
  bool operator==(const Counts&) const = default;
};

inline thread_local Counts counts;

/// What `work` does on this thread.
template <typename Work>
Counts counted(Work&& work) {
  counts = {};
  work();
  return counts;
}

/// std::atomic that counts what is done with it.
template <typename T>
class CountedAtomic {
 public:
  static constexpr bool is_always_lock_free = true;  // GCC 12 denies it of bytes on riscv64
  CountedAtomic() = default;
  CountedAtomic(T initial) : value_(initial) {}

  T load(std::memory_order order) const {
    ++counts.loads;
    return value_.load(order);
  }
  void store(T value, std::memory_order order) {
    ++counts.stores;
    value_.store(value, order);
  }
  T exchange(T value, std::memory_order order) {
    ++counts.exchanges;
    return value_.exchange(value, order);
  }
  bool compare_exchange_strong(T& expected, T desired, std::memory_order order) {
    ++counts.exchanges;
    return value_.compare_exchange_strong(expected, desired, order);
  }

 private:
  std::atomic<T> value_{};
};

class CountedMutex {
 public:
  void lock() {
    ++counts.locks;
    mutex_.lock();
  }
  void unlock() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

/// The primitives of the hand-overs, counted; with a small index so that it soon wraps round.
struct CountingSync {
  template <typename T>
  using Atomic = CountedAtomic<T>;
  using Mutex = CountedMutex;
  using Index = std::uint8_t;
  template <typename T>
  static constexpr bool kIsRecord = std::is_trivially_copyable_v<T>;
};

}  // namespace attacca::rt::test
