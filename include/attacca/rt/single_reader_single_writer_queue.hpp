// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Items in order from one thread to one other:
//
//     attacca::rt::SingleReaderSingleWriterQueue<Note> notes(256);
//     const bool is_taken = notes.writer().push(note);  // false: full, refused and counted
//     notes.reader().drain([](const Note& note) { play(note); });
//
// Wait-free on both ends; allocates in the constructor alone. What was accepted comes out exactly
// once.

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::rt {

/// Carries every item from one thread to one other thread, in order. Wait-free on both sides: no
/// lock, no retry, no allocation after construction, no system call.
///
/// The promise: an item whose push returned true comes out exactly once, after those pushed before
/// it; a pop that starts after such a push has returned does not find the queue empty. When the
/// queue is full the new item is refused, the refusal is counted, and nothing that is already in
/// the queue is touched: overflow is never silent.
///
/// Two ends for two threads: `writer()` belongs to the one that pushes, `reader()` to the one that
/// pops. Either may be the audio thread.
///
/// T is trivially copyable.
///
/// Why these memory orders suffice: `pushed_` is written by the writer alone and `popped_` by the
/// reader alone, each with release; the other side reads it with acquire. So the reader sees an
/// item's content before it sees that there is one, and the writer reuses a place only after the
/// reader's copy out of it is over. Each end remembers the other's count and looks again only when
/// the remembered one will not do, which keeps the cache lines apart while neither end is reached.
template <typename T, typename Sync = detail::StdSync>
class SingleReaderSingleWriterQueue {
  static_assert(Sync::template kIsRecord<T>, "a queued item must be trivially copyable");

 public:
  class Writer;
  class Reader;

  /// Room for at least `capacity` items, rounded up to a power of two; allocated here, once. [main]
  explicit SingleReaderSingleWriterQueue(std::size_t capacity)
      : capacity_(std::bit_ceil(std::max<std::size_t>(capacity, 1))),
        items_(std::make_unique<T[]>(capacity_)) {
    assert(capacity_ - 1 <= std::numeric_limits<Index>::max() / 2);
  }

  SingleReaderSingleWriterQueue(const SingleReaderSingleWriterQueue&) = delete;
  SingleReaderSingleWriterQueue& operator=(const SingleReaderSingleWriterQueue&) = delete;

  /// The end of the thread that pushes. [one thread]
  Writer& writer() noexcept { return writer_; }

  /// The end of the thread that pops. [one thread]
  Reader& reader() noexcept { return reader_; }

  /// How many items it can hold. [any]
  std::size_t capacity() const noexcept { return capacity_; }

  /// How many items were refused so far because the queue was full. [any]
  std::uint64_t overflows() const noexcept { return overflows_.load(std::memory_order_relaxed); }

 private:
  using Index = typename Sync::Index;
  static_assert(Sync::template Atomic<Index>::is_always_lock_free);

  T& item(Index index) noexcept {
    return items_[static_cast<std::size_t>(index) & (capacity_ - 1)];
  }

  const std::size_t capacity_;
  const std::unique_ptr<T[]> items_;
  alignas(detail::kCacheLineSize) typename Sync::template Atomic<Index> pushed_{0};
  typename Sync::template Atomic<std::uint64_t> overflows_{0};
  Writer writer_{*this};
  alignas(detail::kCacheLineSize) typename Sync::template Atomic<Index> popped_{0};
  Reader reader_{*this};
};

/// The end that pushes. It cannot be copied or moved; pass it on by reference.
template <typename T, typename Sync>
class SingleReaderSingleWriterQueue<T, Sync>::Writer {
 public:
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Appends a copy of `item`; false when the queue is full, which is counted as well.
  /// [one thread]
  bool push(const T& item) noexcept {
    if (static_cast<Index>(next_ - popped_seen_) == queue_.capacity_) {
      popped_seen_ = queue_.popped_.load(std::memory_order_acquire);
      if (static_cast<Index>(next_ - popped_seen_) == queue_.capacity_) {
        count_overflow();
        return false;
      }
    }
    queue_.item(next_) = item;
    ++next_;
    queue_.pushed_.store(next_, std::memory_order_release);
    return true;
  }

  /// How many pushes are sure to succeed now. [one thread]
  std::size_t room() noexcept {
    popped_seen_ = queue_.popped_.load(std::memory_order_acquire);
    return queue_.capacity_ - static_cast<Index>(next_ - popped_seen_);
  }

 private:
  friend class SingleReaderSingleWriterQueue;
  explicit Writer(SingleReaderSingleWriterQueue& queue) noexcept : queue_(queue) {}

  // The writer alone writes the count, so that a load and a store are enough.
  void count_overflow() noexcept {
    queue_.overflows_.store(queue_.overflows_.load(std::memory_order_relaxed) + 1,
                            std::memory_order_relaxed);
  }

  SingleReaderSingleWriterQueue& queue_;
  Index next_ = 0;
  Index popped_seen_ = 0;
};

/// The end that pops. It cannot be copied or moved; pass it on by reference.
template <typename T, typename Sync>
class SingleReaderSingleWriterQueue<T, Sync>::Reader {
 public:
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Takes the oldest item out into `item`; false, and `item` untouched, when there is none.
  /// [one thread]
  bool pop(T& item) noexcept {
    if (next_ == pushed_seen_) {
      pushed_seen_ = queue_.pushed_.load(std::memory_order_acquire);
      if (next_ == pushed_seen_) return false;
    }
    item = queue_.item(next_);
    ++next_;
    queue_.popped_.store(next_, std::memory_order_release);
    return true;
  }

  /// Calls `use(const T&)` for every item that was there when the call began, in order; returns how
  /// many. At most `capacity()` items, however fast the writer is. [one thread]
  template <typename Use>
  std::size_t drain(Use&& use) {
    pushed_seen_ = queue_.pushed_.load(std::memory_order_acquire);
    const auto count = static_cast<std::size_t>(static_cast<Index>(pushed_seen_ - next_));
    for (std::size_t left = count; left > 0; --left) {
      use(static_cast<const T&>(queue_.item(next_)));
      ++next_;
      queue_.popped_.store(next_, std::memory_order_release);
    }
    return count;
  }

  /// How many items can be taken out now. [one thread]
  std::size_t size() noexcept {
    pushed_seen_ = queue_.pushed_.load(std::memory_order_acquire);
    return static_cast<Index>(pushed_seen_ - next_);
  }

 private:
  friend class SingleReaderSingleWriterQueue;
  explicit Reader(SingleReaderSingleWriterQueue& queue) noexcept : queue_(queue) {}

  SingleReaderSingleWriterQueue& queue_;
  Index next_ = 0;
  Index pushed_seen_ = 0;
};

}  // namespace attacca::rt
