// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "attacca/event.hpp"

namespace attacca::core {

using MidiBytes = std::array<std::uint8_t, 3>;

/// The event that a MIDI 1 message of up to three bytes stands for (MIDI 1.0 detailed
/// specification, table 1): a note-on of velocity 0 is a note-off, poly pressure an expression,
/// what has no type of its own a MidiMessage. Nothing for a status of SysEx, and for bytes that are
/// none. [any]
[[nodiscard]] std::optional<Event> event_of(const MidiBytes& bytes, std::uint32_t frame,
                                            std::int16_t port) noexcept;

/// The message that says the same; nothing for what MIDI 1 cannot say, such as a note of every key.
/// A note's end and the expressions but for pressure have none. [any]
[[nodiscard]] std::optional<MidiBytes> midi_bytes_of(const Event& event) noexcept;

}  // namespace attacca::core
