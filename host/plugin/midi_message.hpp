// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "host/plugin/note_event.hpp"

namespace attacca::host {

/// What a message of a MIDI device says to a plugin: notes as notes, so that plugins without MIDI
/// hear them too, and all else as it is. Nothing for bytes that are no message. [audio]
/// Source: MIDI 1.0 detailed specification, table 1.
[[nodiscard]] std::optional<NoteEvent> note_event_of(std::uint32_t frame,
                                                     std::span<const std::uint8_t> bytes) noexcept;

/// A message of up to three bytes, or the bytes of a SysEx.
struct MidiBytes {
  std::array<std::uint8_t, 3> bytes = {};
  std::span<const std::uint8_t> sysex;
  std::size_t length = 0;

  [[nodiscard]] std::span<const std::uint8_t> all() const noexcept {
    return sysex.empty() ? std::span(bytes).first(length) : sysex;
  }
};

/// What a plugin's event is in MIDI 1; nothing for what it has no word for: the end of a voice, and
/// expressions but for pressure. [audio]
[[nodiscard]] std::optional<MidiBytes> midi_bytes_of(const NoteEvent& event) noexcept;

}  // namespace attacca::host
