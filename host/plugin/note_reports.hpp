// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "host/plugin/note_event.hpp"

namespace attacca::host {

/// What a plugin sends while it processes, on its way to the main thread, with the bytes of its
/// SysEx. What finds no room is counted.
class NoteReports {
 public:
  static constexpr std::size_t kReports = 4096;
  static constexpr std::size_t kBytes = std::size_t{1} << 18;

  /// What is added from here on happens in the block that begins at frame `position`. [audio]
  void begin_block(std::int64_t position) noexcept {
    position_ = static_cast<std::uint64_t>(position < 0 ? 0 : position);
  }

  /// Copies the event and its bytes. [audio]
  void add(const NoteEvent& event) noexcept {
    const bool fits = reports_.writer().room() > 0 &&
                      (event.sysex.empty() || bytes_.writer().room() >= event.sysex.size());
    if (!fits) {
      lost_.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    for (const std::uint8_t byte : event.sysex) (void)bytes_.writer().push(byte);
    (void)reports_.writer().push({event, position_ + event.frame});
  }

  /// Whether `events` more would be taken. [audio]
  [[nodiscard]] bool has_room(std::size_t events) noexcept {
    return reports_.writer().room() >= events;
  }

  /// Calls `use(const NoteReport&)` for all that came. [main]
  template <typename Use>
  void deliver(Use&& use) {
    reports_.reader().drain([&](const NoteReport& from) {
      NoteReport report = from;
      taken_.resize(report.event.sysex.size());
      for (std::uint8_t& byte : taken_) (void)bytes_.reader().pop(byte);
      report.event.sysex = taken_;
      use(report);
    });
  }

  /// How many events there was no room for. [any]
  [[nodiscard]] std::uint64_t lost() const noexcept {
    return lost_.load(std::memory_order_relaxed);
  }

 private:
  rt::SingleReaderSingleWriterQueue<NoteReport> reports_{kReports};
  rt::SingleReaderSingleWriterQueue<std::uint8_t> bytes_{kBytes};
  std::vector<std::uint8_t> taken_;  // main thread only
  std::uint64_t position_ = 0;       // audio thread only
  std::atomic<std::uint64_t> lost_{0};
};

}  // namespace attacca::host
