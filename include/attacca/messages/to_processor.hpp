// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Every item from the editor, or anything else on the main thread, to process(), in order: a click
// on "clear", a note of an on-screen keyboard. A member of the plugin:
//
//     attacca::ToProcessor<Click> clicks_{64};                        // the plugin: room for 64
//     plugin.clicks_.send({.pad = 3});                                // the editor
//     clicks_.receive([&](const Click& click) { start(click.pad); }); // process()
//
// Wait-free on the audio thread; allocates in the constructor alone. What is sent while the plugin
// is not processing waits for the next block. Where the newest value is enough, take
// rt::NewestValue; for objects that are large, rt::ObjectHandover.

#include <cstddef>
#include <cstdint>
#include <utility>

#include "attacca/rt/single_reader_single_writer_queue.hpp"

namespace attacca {

/// A way from the main thread to process(). Lives in the plugin. T is trivially copyable. What
/// sounds of its own accord, and what hosts should record, is better a parameter.
template <typename T>
class ToProcessor {
 public:
  /// Room for at least `room` items between two blocks. Allocates. [main]
  explicit ToProcessor(std::size_t room) : queue_(room) {}
  ToProcessor(const ToProcessor&) = delete;
  ToProcessor& operator=(const ToProcessor&) = delete;

  /// True if process() will receive `item`, in the next callback that begins; false where there is
  /// no room, which is counted. [main]
  [[nodiscard]] bool send(const T& item) noexcept { return queue_.writer().push(item); }

  /// Calls `use(const T&)` for each item that was there when the call began, in order; returns how
  /// many, at most the room. [audio]
  template <typename Use>
  std::size_t receive(Use&& use) noexcept(noexcept(use(std::declval<const T&>()))) {
    return queue_.reader().drain(std::forward<Use>(use));
  }

  /// How many items found no room so far. [any]
  [[nodiscard]] std::uint64_t overflows() const noexcept { return queue_.overflows(); }

 private:
  rt::SingleReaderSingleWriterQueue<T> queue_;
};

}  // namespace attacca
