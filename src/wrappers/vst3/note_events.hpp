// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "abi/vst3/events.hpp"
#include "attacca/event.hpp"
#include "attacca/note_port.hpp"
#include "attacca/process_context.hpp"
#include "wrappers/vst3/part.hpp"

namespace attacca::vst3_wrapper {

/// Bytes that live until the next block begins. All members [audio] but make_room().
class BlockBytes {
 public:
  /// May throw. While inactive. [main]
  void make_room(std::size_t bytes) {
    if (bytes == size_) return;
    bytes_ = std::make_unique_for_overwrite<std::uint8_t[]>(bytes);
    size_ = bytes;
  }
  void clear() noexcept { used_ = 0; }
  /// `count` bytes, or nothing where they do not fit.
  [[nodiscard]] std::span<std::uint8_t> take(std::size_t count) noexcept;

 private:
  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_ = 0;
  std::size_t used_ = 0;
};

/// The event that a host sends, with what it says of the frame; false for a kind that plugins do
/// not receive, for a bus that is none of `ports`, and for numbers out of range. Some hosts send
/// SysEx without its F0 and F7, which are then put around it in `bytes`. [audio]
[[nodiscard]] bool read_note_event(const vst3::Event& from, const NotePorts& ports,
                                   BlockBytes& bytes, Event& event) noexcept;

/// Sends to a host's list; null: it listens to none. What the host reads later lies in `bytes`.
/// [audio]
[[nodiscard]] Sent push_note_event(vst3::IEventList* out, BlockBytes& bytes,
                                   const Event& event) noexcept;

/// The same for plugins; without `part` nothing is sent. [audio]
class NoteSink final : public detail::EventOutput {
 public:
  NoteSink(vst3::IEventList* events, BlockBytes& bytes, const NoteOutputPart* part) noexcept
      : part_(part), events_(events), bytes_(bytes) {}
  Sent send(const Event& event) noexcept override {
    return part_ == nullptr ? Sent::no_port : part_->push(events_, bytes_, event);
  }

 private:
  const NoteOutputPart* part_;
  vst3::IEventList* events_;
  BlockBytes& bytes_;
};

}  // namespace attacca::vst3_wrapper
