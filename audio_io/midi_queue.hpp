// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "attacca/rt/single_reader_single_writer_queue.hpp"

namespace attacca::audio_io {

/// MIDI messages of any length on their way from one thread to one other, each with a time in
/// nanoseconds. Wait-free on both sides. What has no room is counted, and nothing is cut short.
class MidiQueue {
 public:
  /// The longest message, bytes.
  static constexpr std::size_t kLongest = 65536;

  /// Room for `packets` short messages; a long one takes one for each 52 bytes. [main]
  explicit MidiQueue(std::size_t packets) : packets_(packets), next_(kLongest) {}

  /// False: no room. Times do not go down. [one thread]
  bool push(std::int64_t time, std::span<const std::uint8_t> bytes) noexcept;

  /// Calls `use(time, bytes)` for each message with a time up to `until`, in order. The bytes are
  /// valid during the call. [one other thread]
  template <typename Use>
  void take(std::int64_t until, Use&& use) noexcept {
    while (has_next_ || read_next()) {
      if (time_ > until) return;
      has_next_ = false;
      use(time_, std::span<const std::uint8_t>(next_).first(size_));
    }
  }

  /// How many messages found no room. [any]
  [[nodiscard]] std::uint64_t dropped() const noexcept {
    return dropped_.load(std::memory_order_relaxed);
  }

 private:
  struct Packet {
    std::int64_t time;
    std::uint8_t size;
    bool more;  ///< of the same message follows
    std::array<std::uint8_t, 52> bytes;
  };

  bool read_next() noexcept;

  rt::SingleReaderSingleWriterQueue<Packet> packets_;
  std::atomic<std::uint64_t> dropped_{0};
  // The reader's: the message that comes next.
  std::vector<std::uint8_t> next_;
  std::size_t size_ = 0;
  std::int64_t time_ = 0;
  bool has_next_ = false;
  bool has_part_ = false;  ///< of it has been read
};

}  // namespace attacca::audio_io
