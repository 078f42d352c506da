// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The newest value from one thread to one other:
//
//     attacca::rt::TripleBuffer<Spectrum> spectrum;
//     spectrum.writer().publish(now);                   // the writing thread
//     const Spectrum& shown = spectrum.reader().read(); // the reading thread
//
// Wait-free on both ends. A read that starts after a publish has returned sees that value or a
// newer one, whole; values in between may be skipped. For several writers or readers: NewestValue.

#include <array>
#include <atomic>
#include <cstdint>
#include <utility>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::rt {

/// Hands the newest value from one thread to one other thread. Both sides are wait-free: no lock,
/// no retry, no allocation, no system call.
///
/// The promise: a read that starts after a publish has returned gets that value or a newer one; it
/// gets it whole; what it got stays as it is until the same reader reads again. Values in between
/// may be skipped, the last one never.
///
/// Two ends for two threads: `writer()` belongs to the one thread that publishes, `reader()` to
/// the one that reads; hand each side only its own end. Either side may be the audio thread. Where
/// several threads publish, or several read, take a NewestValue.
///
/// T is trivially copyable, or a type that is preallocated by the constructor and then filled in
/// place by `publish_with` (a vector of fixed size, say).
///
/// How it works, and why these memory orders suffice: three slots, and at every moment the writer
/// owns one, the reader owns another, and the third lies in `shared_`, together with a bit that
/// says whether the reader has yet to see it. Ownership changes hands by `exchange` only, so no
/// slot ever has two owners. The exchange is acquire-release on both sides: release, because the
/// writer's filling (or the reader's reading) of the slot it gives away must be over; acquire,
/// because the other side's work on the slot it receives must be visible. The reader's first look
/// at the bit is relaxed: it only decides whether to exchange, and coherence already forbids it to
/// miss a publish that happened before it.
template <typename T, typename Sync = detail::StdSync>
class TripleBuffer {
 public:
  class Writer;
  class Reader;

  /// Constructs each of the three slots as `T(args...)`; a reader that reads before the first
  /// publish gets that. Everything that is ever allocated is allocated here. [main]
  template <typename... Args>
  explicit TripleBuffer(const Args&... args)
      : slots_{Slot{T(args...)}, Slot{T(args...)}, Slot{T(args...)}} {}

  TripleBuffer(const TripleBuffer&) = delete;
  TripleBuffer& operator=(const TripleBuffer&) = delete;

  /// The end of the thread that publishes. [one thread]
  Writer& writer() noexcept { return writer_; }

  /// The end of the thread that reads. [one thread]
  Reader& reader() noexcept { return reader_; }
  const Reader& reader() const noexcept { return reader_; }

 private:
  using State = std::uint32_t;
  static constexpr State kSlotMask = 3;
  static constexpr State kUnseen = 4;
  static_assert(Sync::template Atomic<State>::is_always_lock_free);

  struct alignas(detail::kCacheLineSize) Slot {
    T value;
  };

  std::array<Slot, 3> slots_;
  alignas(detail::kCacheLineSize) typename Sync::template Atomic<State> shared_{1};
  Writer writer_{*this};
  Reader reader_{*this};
};

/// The end that publishes. It cannot be copied or moved; pass it on by reference.
template <typename T, typename Sync>
class alignas(detail::kCacheLineSize) TripleBuffer<T, Sync>::Writer {
 public:
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Makes `value` the newest: one copy and one exchange. [one thread]
  void publish(const T& value) noexcept
    requires(Sync::template kIsRecord<T>)
  {
    publish_with([&](T& slot) noexcept { slot = value; });
  }

  /// Lets `fill(T&)` write the value in place, then makes it the newest. The slot holds some older
  /// value: fill must rewrite all of it. If fill throws, nothing is published.
  /// [one thread]
  template <typename Fill>
  void publish_with(Fill&& fill) noexcept(noexcept(fill(std::declval<T&>()))) {
    std::forward<Fill>(fill)(buffer_.slots_[slot_].value);
    slot_ = buffer_.shared_.exchange(slot_ | kUnseen, std::memory_order_acq_rel) & kSlotMask;
  }

  /// Whether `holds(const T&)` is true of one of the three slots: of what the reader is at, or may
  /// come to, or the next publish overwrites. Nobody else writes to slots. [one thread]
  template <typename Holds>
  [[nodiscard]] bool any(Holds&& holds) const {
    for (const Slot& slot : buffer_.slots_) {
      if (holds(slot.value)) return true;
    }
    return false;
  }

 private:
  friend class TripleBuffer;
  explicit Writer(TripleBuffer& buffer) noexcept : buffer_(buffer) {}

  TripleBuffer& buffer_;
  State slot_ = 0;
};

/// The end that reads. It cannot be copied or moved; pass it on by reference.
template <typename T, typename Sync>
class alignas(detail::kCacheLineSize) TripleBuffer<T, Sync>::Reader {
 public:
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// The newest value. The reference stays valid, and what it refers to stays unchanged, until the
  /// next `read()` or `update()`. [one thread]
  const T& read() noexcept {
    update();
    return current();
  }

  /// Moves on to the newest value; true if there was one that this reader had not seen. When there
  /// was none it costs one relaxed load. [one thread]
  bool update() noexcept {
    if ((buffer_.shared_.load(std::memory_order_relaxed) & kUnseen) == 0) return false;
    slot_ = buffer_.shared_.exchange(slot_, std::memory_order_acq_rel) & kSlotMask;
    return true;
  }

  /// What the last `read()` or `update()` arrived at. [one thread]
  const T& current() const noexcept { return buffer_.slots_[slot_].value; }

 private:
  friend class TripleBuffer;
  explicit Reader(TripleBuffer& buffer) noexcept : buffer_(buffer) {}

  TripleBuffer& buffer_;
  State slot_ = 2;
};

}  // namespace attacca::rt
