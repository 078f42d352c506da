// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "abi/clap/events.hpp"
#include "host/plugin/note_event.hpp"
#include "host/plugin/port_layout.hpp"

namespace attacca::host {

/// Any event that a host sends.
union ClapEvent {
  clap::EventHeader header;
  clap::EventParamValue value;
  clap::EventParamMod modulation;
  clap::EventNote note;
  clap::EventNoteExpression expression;
  clap::EventMidi midi;
  clap::EventMidiSysex sysex;
};

/// An event of type `What` with everything else zero.
template <typename What>
[[nodiscard]] What clap_event(clap::EventType type, std::uint32_t frame, bool is_live) noexcept {
  What event = {};
  event.header = {.size = sizeof event,
                  .time = frame,
                  .space_id = clap::kCoreEventSpaceId,
                  .type = type,
                  .flags = is_live ? clap::EventFlags::is_live : clap::EventFlags{}};
  return event;
}

/// Writes `event` to `to` in the dialect that its port prefers, and MIDI to a port for notes alone
/// as the notes it stands for. Returns how many events that made: 0 when the port carries no such
/// thing or `to` is too small, several where MIDI needs a message for each channel. Ports that the
/// plugin does not have are sent what was asked for. [audio]
[[nodiscard]] std::size_t to_clap(const NoteEvent& event, std::span<const NotePortInfo> ports,
                                  std::span<ClapEvent> to) noexcept;

/// What an output event says about notes or MIDI; nothing for other types and for a header that is
/// too short for its type. [audio]
[[nodiscard]] std::optional<NoteEvent> note_event_from(const clap::EventHeader& header) noexcept;

}  // namespace attacca::host
