// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/events.hpp"
#include "attacca/event.hpp"
#include "attacca/note_port.hpp"

namespace attacca::clap_wrapper {

/// The note, expression, MIDI or SysEx event that a host sends; false for another kind, for one
/// that is too short, for a port that is none of `ports`, and for numbers out of range: a note that
/// begins nowhere must not hang. Velocities are clamped. [audio, or main while inactive]
[[nodiscard]] bool read_note_event(const clap::EventHeader& header, const NotePorts& ports,
                                   Event& event) noexcept;

/// Sends an event that was checked, at `frame`. What CLAP has no event for goes as MIDI 1. [audio]
[[nodiscard]] Sent push_note_event(const clap::OutputEvents& out, std::uint32_t frame,
                                   const Event& event) noexcept;

}  // namespace attacca::clap_wrapper
