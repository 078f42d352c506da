// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::host {

enum class NoteEventKind : std::uint8_t { on, off, choke };

/// A note that the host plays into the first note port (CLAP) or event bus (VST3). VST3 has no
/// choke; a choke ends the note there.
struct NoteEvent {
  std::uint32_t frame = 0;  ///< Offset within the block.
  NoteEventKind kind = NoteEventKind::on;
  std::int16_t channel = 0;   ///< 0..15
  std::int16_t key = 60;      ///< 0..127, 60 is middle C
  std::int32_t note_id = -1;  ///< -1: none
  double velocity = 0.8;      ///< 0..1
};

}  // namespace attacca::host
