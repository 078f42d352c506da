// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A record that several threads set and several read, the audio thread among them:
//
//     attacca::rt::NewestValue<Settings> settings;
//     attacca::rt::NewestValue<Settings>::Reader in_audio(settings);
//     settings.publish(changed);                     // any thread but audio
//     const Settings& now = in_audio.read();         // the reader's thread, wait-free
//
// Writers wait for one another and never for a reader. The last value published is never lost, and
// values are never torn.

#include <atomic>
#include <cassert>
#include <cstdint>
#include <mutex>
#include <type_traits>
#include <utility>

#include "attacca/rt/detail/sync.hpp"
#include "attacca/rt/triple_buffer.hpp"

namespace attacca::rt {

/// A value that several threads may set and several may read, the audio thread among the readers.
///
/// The promise, for every reader: a read that starts after a `publish` or `update` has returned
/// gets that value or a newer one, whole, and keeps it unchanged until it reads again; the last
/// value is never lost. Readers are wait-free: they know no lock, and no writer waits for them.
///
/// Three ways to it:
/// - `publish` and `update` for any thread but the audio thread. Writers wait for one another, as
///   hosts do call from the wrong thread; the mutex they share is one that no reader touches.
/// - `NewestValue<T>::Reader` for a thread that must not wait: each one has a triple buffer of its
///   own. Make one per reading place, and let it live where it reads.
/// - `copy` and `snapshot` for any thread that may wait: they read the canonical copy. An editor
///   or a state writer takes these, so that it never depends on whether audio runs.
///
/// Every publish counts the revision up by one; the value given to the constructor is revision 0.
///
/// T is trivially copyable.
template <typename T, typename Sync = detail::StdSync>
class NewestValue {
  static_assert(Sync::template kIsRecord<T>,
                "a value that crosses to the audio thread must be trivially copyable; for larger "
                "objects take ObjectHandover");

 public:
  class Reader;

  /// A value and the revision it had.
  struct Snapshot {
    T value;
    std::uint64_t revision;
  };

  /// `initial` is revision 0. [main]
  NewestValue() : NewestValue(T{}) {}
  explicit NewestValue(const T& initial) : newest_{initial, 0} {}

  NewestValue(const NewestValue&) = delete;
  NewestValue& operator=(const NewestValue&) = delete;

  /// All readers must be gone. [main]
  ~NewestValue() { assert(first_reader_ == nullptr && "a Reader outlives its NewestValue"); }

  /// Makes `value` the newest for all readers; returns its revision. Costs one copy per reader.
  /// [not audio]
  std::uint64_t publish(const T& value) {
    const std::lock_guard lock(writers_);
    return store(value);
  }

  /// Reads, changes and publishes in one step that no other writer can come between: `change(T&)`
  /// gets the newest value and edits it, so that what it does not touch stays. When change returns
  /// a bool, false means that nothing is to be published. It runs under the writers' mutex: keep it
  /// short and do not call this object from it. If it throws, nothing has changed.
  /// Returns the revision that is the newest afterwards. [not audio]
  template <typename Change>
  std::uint64_t update(Change&& change) {
    const std::lock_guard lock(writers_);
    T next = newest_.value;
    if constexpr (std::is_same_v<std::invoke_result_t<Change, T&>, bool>) {
      if (!std::forward<Change>(change)(next)) return newest_.revision;
    } else {
      std::forward<Change>(change)(next);
    }
    return store(next);
  }

  /// The newest value. Waits for a writer in progress. [not audio]
  T copy() const { return snapshot().value; }

  /// The newest value and its revision. Waits for a writer in progress.
  /// [not audio]
  Snapshot snapshot() const {
    const std::lock_guard lock(writers_);
    return newest_;
  }

  /// The newest revision that all readers can see; says without waiting whether a snapshot taken
  /// earlier is out of date. [any]
  std::uint64_t revision() const noexcept { return revision_.load(std::memory_order_acquire); }

 private:
  std::uint64_t store(const T& value) noexcept {
    newest_.value = value;
    ++newest_.revision;
    for (Reader* reader = first_reader_; reader != nullptr; reader = reader->next_) {
      reader->buffer_.writer().publish(newest_);
    }
    revision_.store(newest_.revision, std::memory_order_release);
    return newest_.revision;
  }

  mutable typename Sync::Mutex writers_;
  Snapshot newest_;
  Reader* first_reader_ = nullptr;
  typename Sync::template Atomic<std::uint64_t> revision_{0};
};

/// A reading end of a NewestValue: wait-free, one thread at a time, never the cause of a wait
/// elsewhere. It belongs where it reads and can be neither copied nor moved. It starts at the value
/// that was the newest when it was made, and has to go before the NewestValue goes.
template <typename T, typename Sync>
class NewestValue<T, Sync>::Reader {
 public:
  /// Joins the readers of `source`; waits for a writer in progress. [main]
  explicit Reader(NewestValue& source) : Reader(source, std::unique_lock(source.writers_)) {}

  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Leaves the readers; waits for a writer in progress. [main]
  ~Reader() {
    const std::lock_guard lock(source_.writers_);
    Reader** link = &source_.first_reader_;
    while (*link != this) link = &(*link)->next_;
    *link = next_;
  }

  /// The newest value. The reference stays valid, and what it refers to stays unchanged, until the
  /// next `read()` or `update()`. [one thread]
  const T& read() noexcept { return buffer_.reader().read().value; }

  /// Moves on to the newest value; true if there was one that this reader had not seen. When there
  /// was none it costs one relaxed load. [one thread]
  bool update() noexcept { return buffer_.reader().update(); }

  /// What the last `read()` or `update()` arrived at. [one thread]
  const T& current() const noexcept { return buffer_.reader().current().value; }

  /// The revision of `current()`. [one thread]
  std::uint64_t revision() const noexcept { return buffer_.reader().current().revision; }

 private:
  friend class NewestValue;

  Reader(NewestValue& source, const std::unique_lock<typename Sync::Mutex>&)
      : source_(source), next_(source.first_reader_), buffer_(source.newest_) {
    source.first_reader_ = this;
  }

  NewestValue& source_;
  Reader* next_;
  TripleBuffer<Snapshot, Sync> buffer_;
};

}  // namespace attacca::rt
