// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "host/plugin/note_event.hpp"
#include "host/plugin/note_reports.hpp"

namespace attacca::host {

/// The notes of one block on their way from one plugin to the next, with the bytes of their SysEx.
/// What finds no room is counted.
class NoteBuffer final : public NoteTap {
 public:
  static constexpr std::size_t kEvents = 4096;
  static constexpr std::size_t kBytes = std::size_t{1} << 16;

  /// Allocates. [main]
  NoteBuffer();
  NoteBuffer(const NoteBuffer&) = delete;  // its events point into it
  NoteBuffer& operator=(const NoteBuffer&) = delete;

  /// Begins a block of `frames`. [audio]
  void begin(std::uint32_t frames) noexcept;
  /// Adds an event that the next plugin may be sent: one behind the block is moved into it, and the
  /// end of a voice, which concerns the host alone, is left out. [audio]
  void note(const NoteEvent& event) noexcept override;
  /// note() for each. [audio]
  void add(std::span<const NoteEvent> events) noexcept {
    for (const NoteEvent& event : events) note(event);
  }
  /// The block's events by frame; those of one frame in the order in which they came. Valid until
  /// begin(). [audio]
  [[nodiscard]] std::span<const NoteEvent> events() noexcept;

  /// How many found no room. [any]
  [[nodiscard]] std::uint64_t lost() const noexcept {
    return lost_.load(std::memory_order_relaxed);
  }

 private:
  std::vector<NoteEvent> events_;
  std::vector<NoteEvent> sorted_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint8_t> bytes_;
  std::size_t count_ = 0;
  std::size_t bytes_used_ = 0;
  std::uint32_t frames_ = 0;
  std::atomic<std::uint64_t> lost_{0};
};

}  // namespace attacca::host
