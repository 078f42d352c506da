// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/clap/clap_notes.hpp"

#include <algorithm>
#include <cmath>

namespace attacca::host {
namespace {

using Kind = NoteEventKind;
using Type = clap::EventType;

static_assert(static_cast<int>(NoteExpression::tuning) ==
              static_cast<int>(clap::NoteExpression::tuning));
static_assert(static_cast<int>(NoteExpression::pressure) ==
              static_cast<int>(clap::NoteExpression::pressure));

void address(const NoteEvent& from, auto& to) noexcept {
  to.note_id = from.note_id;
  to.port_index = from.port;
  to.channel = from.channel;
  to.key = from.key;
}

std::size_t write_note(Type type, const NoteEvent& event, ClapEvent& to) noexcept {
  to.note = clap_event<clap::EventNote>(type, event.frame, event.is_live);
  address(event, to.note);
  to.note.velocity = type == Type::note_choke ? 0.0 : event.velocity;
  return 1;
}

std::size_t write_expression(const NoteEvent& event, ClapEvent& to) noexcept {
  to.expression =
      clap_event<clap::EventNoteExpression>(Type::note_expression, event.frame, event.is_live);
  address(event, to.expression);
  to.expression.expression_id = static_cast<clap::NoteExpression>(event.expression);
  to.expression.value = event.value;
  return 1;
}

std::size_t write_midi(const NoteEvent& event, std::array<std::uint8_t, 3> bytes,
                       ClapEvent& to) noexcept {
  to.midi = clap_event<clap::EventMidi>(Type::midi, event.frame, event.is_live);
  to.midi.port_index = static_cast<std::uint16_t>(event.port);
  std::copy(bytes.begin(), bytes.end(), to.midi.data);
  return 1;
}

std::uint8_t seven_bits(double value) noexcept {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 127.0));
}

/// A note's message in MIDI's words, one for each channel that is meant. One that names no key
/// becomes all notes off (123), or all sound off (120) for a choke.
std::size_t write_as_midi(const NoteEvent& event, std::span<ClapEvent> to) noexcept {
  const bool is_pressure =
      event.kind == Kind::expression && event.expression == NoteExpression::pressure;
  if (event.kind == Kind::expression && (!is_pressure || event.key < 0)) return 0;
  std::size_t count = 0;
  const int first = event.channel < 0 ? 0 : event.channel;
  const int last = event.channel < 0 ? 15 : event.channel;
  for (int channel = first; channel <= last && count < to.size(); ++channel) {
    const auto status = [channel](int kind) {
      return static_cast<std::uint8_t>(kind | (channel & 15));
    };
    const auto key = static_cast<std::uint8_t>(event.key & 127);
    std::array<std::uint8_t, 3> bytes = {status(0x80), key, seven_bits(event.velocity)};
    if (event.kind == Kind::on) {
      // A velocity of 0 would be a note-off.
      bytes = {status(0x90), key, std::max<std::uint8_t>(seven_bits(event.velocity), 1)};
    } else if (is_pressure) {
      bytes = {status(0xA0), key, seven_bits(event.value)};
    } else if (event.key < 0) {
      const std::uint8_t controller = event.kind == Kind::choke ? 120 : 123;
      bytes = {status(0xB0), controller, 0};
    }
    count += write_midi(event, bytes, to[count]);
  }
  return count;
}

/// A MIDI message for a port that takes notes alone.
std::size_t write_midi_as_note(const NoteEvent& event, ClapEvent& to) noexcept {
  NoteEvent note = event;
  note.channel = static_cast<std::int16_t>(event.midi[0] & 15);
  note.key = event.midi[1];
  note.velocity = static_cast<double>(event.midi[2]) / 127.0;
  switch (event.midi[0] & 0xF0) {
    case 0x80:
      return write_note(Type::note_off, note, to);
    case 0x90:
      return write_note(event.midi[2] == 0 ? Type::note_off : Type::note_on, note, to);
    case 0xA0:
      note.expression = NoteExpression::pressure;
      note.value = note.velocity;
      return write_expression(note, to);
    default:
      return 0;
  }
}

template <typename What>
const What* as(const clap::EventHeader& header) noexcept {
  return header.size < sizeof(What) ? nullptr : reinterpret_cast<const What*>(&header);
}

void read_address(const auto& from, NoteEvent& to) noexcept {
  to.note_id = from.note_id;
  to.port = from.port_index;
  to.channel = from.channel;
  to.key = from.key;
}

bool read_note(const clap::EventHeader& header, Kind kind, NoteEvent& to) noexcept {
  const auto* const note = as<clap::EventNote>(header);
  if (note == nullptr) return false;
  read_address(*note, to);
  to.kind = kind;
  to.velocity = note->velocity;
  return true;
}

bool read(const clap::EventHeader& header, NoteEvent& to) noexcept {
  switch (header.type) {
    case Type::note_on:
      return read_note(header, Kind::on, to);
    case Type::note_off:
      return read_note(header, Kind::off, to);
    case Type::note_choke:
      return read_note(header, Kind::choke, to);
    case Type::note_end:
      return read_note(header, Kind::end, to);
    case Type::note_expression: {
      const auto* const from = as<clap::EventNoteExpression>(header);
      const bool is_known = from != nullptr &&
                            from->expression_id >= clap::NoteExpression::volume &&
                            from->expression_id <= clap::NoteExpression::pressure;
      if (!is_known) return false;
      read_address(*from, to);
      to.kind = Kind::expression;
      to.expression = static_cast<NoteExpression>(from->expression_id);
      to.value = from->value;
      return true;
    }
    case Type::midi: {
      const auto* const from = as<clap::EventMidi>(header);
      if (from == nullptr) return false;
      to.kind = Kind::midi;
      to.port = static_cast<std::int16_t>(from->port_index);
      to.midi = {from->data[0], from->data[1], from->data[2]};
      return true;
    }
    case Type::midi_sysex: {
      const auto* const from = as<clap::EventMidiSysex>(header);
      if (from == nullptr || (from->buffer == nullptr && from->size > 0)) return false;
      to.kind = Kind::sysex;
      to.port = static_cast<std::int16_t>(from->port_index);
      to.sysex = {from->buffer, from->size};
      return true;
    }
    default:
      return false;
  }
}

}  // namespace

std::size_t to_clap(const NoteEvent& event, std::span<const NotePortInfo> ports,
                    std::span<ClapEvent> to) noexcept {
  if (to.empty()) return 0;
  const bool is_known = event.port >= 0 && static_cast<std::size_t>(event.port) < ports.size();
  const NotePortInfo* const port =
      is_known ? &ports[static_cast<std::size_t>(event.port)] : nullptr;
  const bool as_midi =
      port != nullptr && port->takes_midi && (port->prefers_midi || !port->takes_notes);
  switch (event.kind) {
    case Kind::on:
    case Kind::off:
    case Kind::choke:
      if (as_midi) return write_as_midi(event, to);
      return write_note(event.kind == Kind::on    ? Type::note_on
                        : event.kind == Kind::off ? Type::note_off
                                                  : Type::note_choke,
                        event, to.front());
    case Kind::expression:
      return as_midi ? write_as_midi(event, to) : write_expression(event, to.front());
    case Kind::modulation:
      to.front().modulation =
          clap_event<clap::EventParamMod>(Type::param_mod, event.frame, event.is_live);
      address(event, to.front().modulation);
      to.front().modulation.param_id = event.parameter;
      to.front().modulation.amount = event.value;
      return 1;
    case Kind::midi:
      if (port != nullptr && !port->takes_midi) return write_midi_as_note(event, to.front());
      return write_midi(event, event.midi, to.front());
    case Kind::sysex:
      to.front().sysex =
          clap_event<clap::EventMidiSysex>(Type::midi_sysex, event.frame, event.is_live);
      to.front().sysex.port_index = static_cast<std::uint16_t>(event.port);
      to.front().sysex.buffer = event.sysex.data();
      to.front().sysex.size = static_cast<std::uint32_t>(event.sysex.size());
      return 1;
    case Kind::end:
      return 0;
  }
  return 0;
}

std::optional<NoteEvent> note_event_from(const clap::EventHeader& header) noexcept {
  NoteEvent event;
  event.velocity = 0.0;
  if (!read(header, event)) return std::nullopt;
  event.frame = header.time;
  event.is_live = clap::has(header.flags, clap::EventFlags::is_live);
  return event;
}

}  // namespace attacca::host
