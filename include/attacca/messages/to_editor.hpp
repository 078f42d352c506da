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
#include <utility>

#include "attacca/rt/single_reader_single_writer_queue.hpp"

namespace attacca {

/// A way from process() to the open editor. Lives in the plugin, which outlives its editors; an
/// editor holds a Listener while it is open. T is trivially copyable.
template <typename T>
class ToEditor {
 public:
  /// Room for at least `room` items between two looks of the editor. Allocates. [main]
  explicit ToEditor(std::size_t room) : queue_(room) {}
  ToEditor(const ToEditor&) = delete;
  ToEditor& operator=(const ToEditor&) = delete;

  /// True if the editor will receive `item`; false where none listens, and where there is no room,
  /// which is counted. [audio]
  bool send(const T& item) noexcept { return is_heard() && queue_.writer().push(item); }

  /// Whether an editor listens: what nobody hears need not be worked out. [any]
  [[nodiscard]] bool is_heard() const noexcept { return is_heard_.load(std::memory_order_acquire); }

  /// How many items found no room so far while an editor listened. [any]
  [[nodiscard]] std::uint64_t overflows() const noexcept { return queue_.overflows(); }

  /// The editor's end, for as long as it wants items: one at a time. It begins with what is sent
  /// from now on. All members [main].
  class Listener {
   public:
    explicit Listener(ToEditor& from) noexcept : from_(from) {
      assert(!from.is_heard());
      // What the last one has left.
      from_.queue_.reader().drain([](const T&) {});
      from_.is_heard_.store(true, std::memory_order_release);
    }
    ~Listener() { from_.is_heard_.store(false, std::memory_order_release); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Calls `use(const T&)` for each item that has come, in order; returns how many.
    template <typename Use>
    std::size_t receive(Use&& use) {
      return from_.queue_.reader().drain(std::forward<Use>(use));
    }

   private:
    ToEditor& from_;
  };

 private:
  rt::SingleReaderSingleWriterQueue<T> queue_;
  std::atomic<bool> is_heard_{false};
};

}  // namespace attacca
