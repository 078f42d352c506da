// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/note_check.hpp"

#include <algorithm>
#include <span>

#include "midi_file/message_length.hpp"

namespace attacca::host {
namespace {

bool is_between(double value, double least, double most) noexcept {
  return value >= least && value <= most;  // false for NaN
}

bool is_data(std::uint8_t byte) noexcept {
  return byte < 0x80;
}

bool is_expression(const NoteEvent& event) noexcept {
  switch (event.expression) {
    case NoteExpression::volume:
      return is_between(event.value, 0.0, 4.0);
    case NoteExpression::tuning:
      return is_between(event.value, -120.0, 120.0);
    default:
      return is_between(event.value, 0.0, 1.0);
  }
}

/// A status that MIDI keeps for later; what does not know it passes it on.
bool is_reserved(std::uint8_t status) noexcept {
  return status == 0xF4 || status == 0xF5 || status == 0xF9 || status == 0xFD;
}

bool is_midi(const NoteEvent& event) noexcept {
  const bool is_status = midi_file::message_length(event.midi[0]) > 0 || is_reserved(event.midi[0]);
  const std::span data(event.midi.begin() + 1, event.midi.end());
  return is_status && std::all_of(data.begin(), data.end(), is_data);
}

bool is_sysex(std::span<const std::uint8_t> bytes) noexcept {
  return bytes.size() >= 2 && bytes.front() == 0xF0 && bytes.back() == 0xF7 &&
         std::all_of(bytes.begin() + 1, bytes.end() - 1, is_data);
}

}  // namespace

bool is_well_formed(const NoteEvent& event, std::size_t ports) noexcept {
  const bool is_note = event.kind != NoteEventKind::midi && event.kind != NoteEventKind::sysex;
  const std::int16_t least = is_note && event.kind != NoteEventKind::on ? -1 : 0;
  const bool has_port = event.kind == NoteEventKind::end ||
                        (event.port >= least && event.port < static_cast<std::int64_t>(ports));
  if (!has_port) return false;
  const bool is_addressed = !is_note || (event.channel >= least && event.channel <= 15 &&
                                         event.key >= least && event.key <= 127);
  if (!is_addressed) return false;
  switch (event.kind) {
    case NoteEventKind::on:
    case NoteEventKind::off:
      return is_between(event.velocity, 0.0, 1.0);
    case NoteEventKind::choke:
    case NoteEventKind::end:
      return true;
    case NoteEventKind::expression:
      return is_expression(event);
    case NoteEventKind::modulation:
      return false;  // hosts alone modulate
    case NoteEventKind::midi:
      return is_midi(event);
    case NoteEventKind::sysex:
      return is_sysex(event.sysex);
  }
  return false;
}

}  // namespace attacca::host
