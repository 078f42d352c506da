// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Items in order, from any threads to any threads:
//
//     attacca::rt::SharedQueue<Job> jobs(64);
//     const bool is_taken = jobs.push(Job{…});        // false: full, refused and counted
//     while (std::optional<Job> job = jobs.pop()) do_it(*job);
//
// Lock-free on both ends, for the audio thread too; allocates in the constructor alone. Where one
// thread pushes and one pops, SingleReaderSingleWriterQueue is faster, and wait-free.

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::rt {

/// Carries every item from any number of threads to any number of threads, in the order in which
/// they found their places. No lock, no allocation after construction, no system call: a thread
/// tries again only when another one has got on meanwhile.
///
/// The promise: an item whose push returned true comes out exactly once. Items of one thread come
/// out in the order of their pushes. When there is no room the item is refused, and the refusal is
/// counted. A thread that is put to sleep in the middle of its push hides its item and those behind
/// it until it goes on; nobody waits for it.
///
/// T can be moved without an exception; it need not be copied. What neither allocates nor frees
/// when moved and destroyed may be pushed and popped on the audio thread.
///
/// After D. Vyukov, Bounded MPMC queue (1024cores.net). Each place has a turn: `turn == position`,
/// free for that push; `turn == position + 1`, full for that pop. The turn is stored with release
/// when the item is there, or gone, and read with acquire before the item is touched, so that every
/// use of a place is ordered after the one before; the positions only decide who it is, and are
/// relaxed.
template <typename T, typename Sync = detail::StdSync>
class SharedQueue {
  static_assert(std::is_nothrow_move_constructible_v<T> || Sync::template kIsRecord<T>);

 public:
  /// Room for at least `capacity` items, rounded up to a power of two of at least 2; allocated
  /// here, once. [main]
  explicit SharedQueue(std::size_t capacity)
      : capacity_(std::bit_ceil(std::max<std::size_t>(capacity, 2))),
        places_(std::make_unique<Place[]>(capacity_)) {
    assert(capacity_ - 1 <= std::numeric_limits<Index>::max() / 4);
    for (std::size_t i = 0; i < capacity_; ++i) {
      places_[i].turn.store(static_cast<Index>(i), std::memory_order_relaxed);
    }
  }
  SharedQueue(const SharedQueue&) = delete;
  SharedQueue& operator=(const SharedQueue&) = delete;

  /// Destroys what is left. Nobody may use it any more. [main]
  ~SharedQueue() = default;

  /// Appends `item`; false, counted, and `item` as it was when there is no room. [any]
  bool push(T&& item) noexcept {
    Index position = next_push_.load(std::memory_order_relaxed);
    for (;;) {
      Place& place = place_at(position);
      const Index turn = place.turn.load(std::memory_order_acquire);
      if (turn == position) {
        if (next_push_.compare_exchange_strong(position, next(position),
                                               std::memory_order_relaxed)) {
          place.item.emplace(std::move(item));
          place.turn.store(next(position), std::memory_order_release);
          return true;
        }
      } else if (is_before(turn, position)) {
        overflows_.fetch_add(1, std::memory_order_relaxed);
        return false;
      } else {
        position = next_push_.load(std::memory_order_relaxed);
      }
    }
  }
  /// The same with a copy. [any]
  bool push(const T& item) noexcept
    requires std::is_nothrow_copy_constructible_v<T>
  {
    return push(T(item));
  }

  /// Takes the oldest item out; nothing when there is none. [any]
  std::optional<T> pop() noexcept {
    Index position = next_pop_.load(std::memory_order_relaxed);
    for (;;) {
      Place& place = place_at(position);
      const Index turn = place.turn.load(std::memory_order_acquire);
      if (turn == next(position)) {
        if (next_pop_.compare_exchange_strong(position, next(position),
                                              std::memory_order_relaxed)) {
          std::optional<T> item(std::move(place.item));
          place.item.reset();
          place.turn.store(static_cast<Index>(position + capacity_), std::memory_order_release);
          return item;
        }
      } else if (is_before(turn, next(position))) {
        return std::nullopt;
      } else {
        position = next_pop_.load(std::memory_order_relaxed);
      }
    }
  }

  /// Whether nobody could pop anything now. [any]
  [[nodiscard]] bool empty() const noexcept {
    const Index position = next_pop_.load(std::memory_order_relaxed);
    return is_before(place_at(position).turn.load(std::memory_order_acquire), next(position));
  }

  /// How many items it can hold. [any]
  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
  /// How many items were refused so far. [any]
  [[nodiscard]] std::uint64_t overflows() const noexcept {
    return overflows_.load(std::memory_order_relaxed);
  }

 private:
  using Index = typename Sync::Index;
  static_assert(Sync::template Atomic<Index>::is_always_lock_free);

  struct Place {
    typename Sync::template Atomic<Index> turn{0};
    std::optional<T> item;
  };

  static Index next(Index position) noexcept { return static_cast<Index>(position + 1); }
  /// Positions wrap round.
  static bool is_before(Index a, Index b) noexcept {
    return std::make_signed_t<Index>(static_cast<Index>(a - b)) < 0;
  }
  Place& place_at(Index position) const noexcept {
    return places_[static_cast<std::size_t>(position) & (capacity_ - 1)];
  }

  const std::size_t capacity_;
  const std::unique_ptr<Place[]> places_;
  alignas(detail::kCacheLineSize) typename Sync::template Atomic<Index> next_push_{0};
  typename Sync::template Atomic<std::uint64_t> overflows_{0};
  alignas(detail::kCacheLineSize) typename Sync::template Atomic<Index> next_pop_{0};
};

}  // namespace attacca::rt
