// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Every item from process() to the open editor, in order, for what must not be missed: onsets,
// notes, the samples of a scope. A member of the plugin, and a listener in the editor:
//
//     attacca::ToEditor<Onset> onsets_{256};                    // the plugin: room for 256
//     onsets_.send({.frame = frame, .level = level});           // process()
//     attacca::ToEditor<Onset>::Listener listener_{plugin.onsets_};  // the editor, from opened()
//     on listener_.receive([&](const Onset& onset) { draw(onset); });   // a timer of the editor's
//
// Wait-free on the audio thread; allocates in the constructor alone. While no editor listens,
// nothing is kept. Where the newest value is enough, take rt::TripleBuffer; for peaks,
// rt::PeakMeter.

#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>

#include "attacca/rt/detail/sync.hpp"
#include "attacca/rt/single_reader_single_writer_queue.hpp"

namespace attacca {

/// A way from process() to the open editor. Lives in the plugin, which outlives its editors; an
/// editor holds a Listener while it is open. T is trivially copyable.
///
/// Every item carries the number of the listener that it was sent to. A send() that the system
/// interrupts between its look at the listener and the queue may end after that editor was closed
/// and the next one opened; the number is how the next one knows that the item is not its own.
template <typename T, typename Sync = rt::detail::StdSync>
class ToEditor {
 public:
  /// Room for at least `room` items between two looks of the editor. Allocates. [main]
  explicit ToEditor(std::size_t room) : queue_(room) {}
  ToEditor(const ToEditor&) = delete;
  ToEditor& operator=(const ToEditor&) = delete;

  /// True if the editor will receive `item`; false where none listens, and where there is no room,
  /// which is counted. [audio]
  bool send(const T& item) noexcept {
    const Number listener = listener_.load(std::memory_order_acquire);
    return is_open(listener) && queue_.writer().push({.listener = listener, .item = item});
  }

  /// Whether an editor listens: what nobody hears need not be worked out. [any]
  [[nodiscard]] bool is_heard() const noexcept {
    return is_open(listener_.load(std::memory_order_acquire));
  }

  /// How many items found no room so far while an editor listened. [any]
  [[nodiscard]] std::uint64_t overflows() const noexcept { return queue_.overflows(); }

  /// The editor's end, for as long as it wants items: one at a time. It begins with what is sent
  /// from now on, and misses none of it that found room. All members [main].
  class Listener {
   public:
    explicit Listener(ToEditor& from) noexcept
        : from_(from), number_(from.listener_.load(std::memory_order_relaxed) + 1) {
      assert(is_open(number_));
      // What the last one has left would take the room of what comes.
      from_.queue_.reader().drain([](const Sent&) {});
      from_.listener_.store(number_, std::memory_order_release);
    }
    ~Listener() { from_.listener_.store(number_ + 1, std::memory_order_release); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Calls `use(const T&)` for each item that has come, in order; returns how many.
    template <typename Use>
    std::size_t receive(Use&& use) {
      std::size_t count = 0;
      from_.queue_.reader().drain([&](const Sent& sent) {
        if (sent.listener != number_) return;
        use(sent.item);
        ++count;
      });
      return count;
    }

   private:
    ToEditor& from_;
    const std::uint32_t number_;
  };

 private:
  /// Odd: this listener is open. Even: none is. Wraps round.
  using Number = std::uint32_t;
  static constexpr bool is_open(Number listener) noexcept { return (listener & 1) != 0; }

  struct Sent {
    Number listener;
    T item;
  };

  rt::SingleReaderSingleWriterQueue<Sent, Sync> queue_;
  typename Sync::template Atomic<Number> listener_{0};
};

}  // namespace attacca
