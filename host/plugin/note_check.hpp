// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>

#include "host/plugin/note_event.hpp"

namespace attacca::host {

/// Whether a plugin may send this: a port below `ports`, channel, key and velocity in range, a
/// value in its expression's range, a MIDI message that begins with a status and goes on without
/// one, a SysEx from F0 to F7. Only what ends or shapes notes may address several with -1. An end
/// of a note is about the host's own address and any port. [any]
/// Sources: CLAP's events.h, the MIDI 1.0 detailed specification.
[[nodiscard]] bool is_well_formed(const NoteEvent& event, std::size_t ports) noexcept;

}  // namespace attacca::host
