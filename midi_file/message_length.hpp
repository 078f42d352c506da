// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

namespace attacca::midi_file {

/// How many bytes a MIDI 1 message with this status has, 1 to 3; 0 for no status, SysEx and the
/// undefined ones. [any] Source: the MIDI 1.0 detailed specification.
[[nodiscard]] std::size_t message_length(std::uint8_t status) noexcept;

}  // namespace attacca::midi_file
