// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "host/plugin/parameter.hpp"

namespace attacca::host {

enum class NoteEventKind : std::uint8_t {
  on,
  off,
  choke,       ///< The note is cut at once. VST3 has none: the note ends there.
  end,         ///< From plugins alone: the voice is silent now. CLAP.
  expression,  ///< One side of sounding notes.
  modulation,  ///< A parameter is offset, for all voices or those addressed. CLAP, to plugins.
  midi,        ///< A MIDI 1 message of up to 3 bytes.
  sysex,       ///< A system exclusive message.
};

/// What an expression shapes, and the range of its value.
enum class NoteExpression : std::uint8_t {
  volume,      ///< gain, 0..4
  pan,         ///< 0 left .. 1 right
  tuning,      ///< -120..120 semitones against the key
  vibrato,     ///< 0..1
  expression,  ///< 0..1
  brightness,  ///< 0..1
  pressure,    ///< 0..1
};

/// What a host sends to a note port (CLAP) or event bus (VST3), or gets from one. A port, channel,
/// key or note id of -1 stands for all, as in CLAP; where VST3 needs one, the notes that sound
/// are found out. Nothing is checked: a judge may send key 128.
struct NoteEvent {
  std::uint32_t frame = 0;  ///< Offset within the block.
  NoteEventKind kind = NoteEventKind::on;
  bool is_live = false;  ///< Played by a person now, not by a sequencer.
  NoteExpression expression = NoteExpression::volume;
  std::int16_t port = 0;
  std::int16_t channel = 0;   ///< 0..15
  std::int16_t key = 60;      ///< 0..127, 60 is middle C
  std::int32_t note_id = -1;  ///< -1: none
  double velocity = 0.8;      ///< 0..1, of on and off
  double value = 0.0;         ///< Of an expression in its range, of a modulation in plain units.
  ParameterId parameter = 0;  ///< Of a modulation.
  std::array<std::uint8_t, 3> midi = {};  ///< Status first; bytes it does not need are 0.
  std::span<const std::uint8_t> sysex;    ///< With F0 and F7; lives as long as the block.
};

/// What a plugin sent while it processed.
struct NoteReport {
  NoteEvent event;             ///< `sysex` lives as long as the call that hands it over.
  std::uint64_t position = 0;  ///< Frames since the start: ProcessBlock::steady_frames + frame.
};

/// "note on", "note off", "choke", "note end", "expression", "modulation", "midi" or "sysex". [any]
[[nodiscard]] const char* name_of(NoteEventKind kind) noexcept;

/// "volume", "pan" and so on. [any]
[[nodiscard]] const char* name_of(NoteExpression expression) noexcept;

}  // namespace attacca::host
