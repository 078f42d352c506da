// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Large objects for the audio thread, such as an impulse response, without freeing anything there:
//
//     attacca::rt::ObjectHandover<Impulse> impulse;
//     impulse.writer().publish(std::make_unique<Impulse>(samples));  // any thread but audio
//     if (Impulse* now = impulse.reader().read()) convolve(*now);    // audio thread, wait-free
//
// Objects that audio has left are destroyed by the next publish() or collect(), on the thread that
// calls it.

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

#include "attacca/rt/detail/sync.hpp"

namespace attacca::rt {

/// Hands whole objects, of any size and type, to the audio thread, which owns them while it uses
/// them and never frees one: an impulse response, a wave table, a restored state.
///
/// The promise: an `update` that starts after a `publish` has returned moves on to that object or a
/// newer one. Objects that it never took are destroyed by the next publish; objects that it has
/// left travel back and are destroyed by the next `publish` or `collect`, always on a thread that
/// may wait. The audio side is wait-free: at most one load, one exchange and one store.
///
/// Two ends: `writer()` for every thread but the audio thread (they wait for one another, never
/// for audio), `reader()` for the audio thread.
///
/// How it works, and why these memory orders suffice: `inbox_` holds the newest object not yet
/// taken. A writer exchanges it with release, so that the object arrives built, and with acquire,
/// because what it gets back may have been built by another writer and is now its to destroy. The
/// reader exchanges it for null with acquire; it gives nothing away there. What it has left comes
/// back in a linked list that only the reader appends to and only the writers shorten. Its last
/// node always stays, emptied, because the reader still has to link the next one to it; the link is
/// stored with release, after the reader's last use of the object and of the node before it, and
/// followed with acquire.
template <typename T, typename Sync = detail::StdSync>
class ObjectHandover {
 public:
  class Writer;
  class Reader;

  /// The audio thread starts out with `initial`, which may be null. [main]
  explicit ObjectHandover(std::unique_ptr<T> initial = nullptr) : reader_(*this) {
    auto first = std::make_unique<Node>(std::move(initial));
    oldest_returned_ = reader_.last_returned_ = new Node(nullptr);
    reader_.current_ = first.release();
  }

  ObjectHandover(const ObjectHandover&) = delete;
  ObjectHandover& operator=(const ObjectHandover&) = delete;

  /// Destroys all objects. Neither end may be in use any more. [main]
  ~ObjectHandover() {
    delete inbox_.exchange(nullptr, std::memory_order_acquire);
    delete reader_.current_;
    while (oldest_returned_ != nullptr) {
      delete std::exchange(oldest_returned_,
                           oldest_returned_->next.load(std::memory_order_acquire));
    }
  }

  /// The end of every thread that may wait. [not audio]
  Writer& writer() noexcept { return writer_; }

  /// The audio thread's end. [audio]
  Reader& reader() noexcept { return reader_; }

 private:
  struct Node {
    explicit Node(std::unique_ptr<T> held) noexcept : object(std::move(held)) {}
    std::unique_ptr<T> object;
    typename Sync::template Atomic<Node*> next{nullptr};
  };
  static_assert(Sync::template Atomic<Node*>::is_always_lock_free);

  alignas(detail::kCacheLineSize) typename Sync::template Atomic<Node*> inbox_{nullptr};
  Writer writer_{*this};
  typename Sync::Mutex writers_;
  Node* oldest_returned_;
  Reader reader_;
};

/// The end that gives objects and destroys those that come back.
template <typename T, typename Sync>
class ObjectHandover<T, Sync>::Writer {
 public:
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Makes `object` the newest; null makes the audio thread give up the one it has. Destroys one
  /// that was never taken, and whatever has come back. [not audio]
  void publish(std::unique_ptr<T> object) {
    auto node = std::make_unique<Node>(std::move(object));
    const std::unique_ptr<Node> never_taken(
        handover_.inbox_.exchange(node.release(), std::memory_order_acq_rel));
    collect();
  }

  /// Destroys the objects that the audio thread has left; returns how many nodes came back. Call it
  /// from a timer or an idle callback where the memory matters between two publishes.
  /// [not audio]
  std::size_t collect() {
    const Returned returned = take_returned();
    // Outside the mutex: a destructor may take its time.
    std::size_t count = 0;
    for (Node* node = returned.first; node != returned.last; ++count) {
      delete std::exchange(node, node->next.load(std::memory_order_relaxed));
    }
    return count;
  }

 private:
  friend class ObjectHandover;
  explicit Writer(ObjectHandover& handover) noexcept : handover_(handover) {}

  /// Nodes from `first` up to, but not including, `last`; and the object that `last` held.
  struct Returned {
    Node* first;
    Node* last;
    std::unique_ptr<T> object_of_last;
  };

  Returned take_returned() {
    const std::lock_guard lock(handover_.writers_);
    Node* const first = handover_.oldest_returned_;
    Node* last = first;
    while (Node* next = last->next.load(std::memory_order_acquire)) last = next;
    handover_.oldest_returned_ = last;
    return {first, last, std::move(last->object)};
  }

  ObjectHandover& handover_;
};

/// The end that uses the objects.
template <typename T, typename Sync>
class alignas(detail::kCacheLineSize) ObjectHandover<T, Sync>::Reader {
 public:
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Moves on to the newest object; false when there is no newer one. Gives the old one back.
  /// [audio]
  bool update() noexcept {
    if (handover_.inbox_.load(std::memory_order_relaxed) == nullptr) return false;
    Node* const left =
        std::exchange(current_, handover_.inbox_.exchange(nullptr, std::memory_order_acquire));
    last_returned_->next.store(left, std::memory_order_release);
    last_returned_ = left;
    return true;
  }

  /// The object in use, or null. It is this thread's own, to change as it likes, until the next
  /// `update()` or `read()`. [audio]
  T* current() const noexcept { return current_->object.get(); }

  /// `update()`, then `current()`. [audio]
  T* read() noexcept {
    update();
    return current();
  }

 private:
  friend class ObjectHandover;
  explicit Reader(ObjectHandover& handover) noexcept : handover_(handover) {}

  ObjectHandover& handover_;
  Node* current_ = nullptr;
  Node* last_returned_ = nullptr;
};

}  // namespace attacca::rt
