// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/midi_message.hpp"

#include <algorithm>
#include <cmath>

#include "midi_file/message_length.hpp"

namespace attacca::host {
namespace {

using Kind = NoteEventKind;

std::uint8_t seven_bits(double value) noexcept {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 127.0));
}

MidiBytes channel_message(int kind, const NoteEvent& event, std::uint8_t value) noexcept {
  return {.bytes = {static_cast<std::uint8_t>(kind | (event.channel & 15)),
                    static_cast<std::uint8_t>(event.key & 127), value},
          .sysex = {},
          .length = 3};
}

}  // namespace

std::optional<NoteEvent> note_event_of(std::uint32_t frame,
                                       std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.empty() || bytes[0] < 0x80) return std::nullopt;
  NoteEvent event;
  event.frame = frame;
  event.is_live = true;
  if (bytes[0] == 0xF0) {
    if (bytes.size() < 2 || bytes.back() != 0xF7) return std::nullopt;
    event.kind = Kind::sysex;
    event.sysex = bytes;
    return event;
  }
  const std::size_t length = midi_file::message_length(bytes[0]);
  if (length == 0 || bytes.size() < length) return std::nullopt;
  std::copy_n(bytes.begin(), length, event.midi.begin());
  if (event.midi[1] > 127 || event.midi[2] > 127) return std::nullopt;
  const int kind = bytes[0] & 0xF0;
  event.kind = Kind::midi;
  if (kind != 0x80 && kind != 0x90) return event;
  const bool is_on = kind == 0x90 && event.midi[2] > 0;
  event.kind = is_on ? Kind::on : Kind::off;
  event.channel = static_cast<std::int16_t>(bytes[0] & 15);
  event.key = event.midi[1];
  event.velocity = event.midi[2] / 127.0;
  return event;
}

std::optional<MidiBytes> midi_bytes_of(const NoteEvent& event) noexcept {
  const bool is_one = event.channel >= 0 && event.key >= 0;
  switch (event.kind) {
    case Kind::on:
      // A velocity of 0 would be a note-off.
      return channel_message(0x90, event, std::max<std::uint8_t>(1, seven_bits(event.velocity)));
    case Kind::off:
    case Kind::choke:
      if (!is_one) return std::nullopt;
      return channel_message(0x80, event, seven_bits(event.velocity));
    case Kind::expression:
      if (event.expression != NoteExpression::pressure || !is_one) return std::nullopt;
      return channel_message(0xA0, event, seven_bits(event.value));
    case Kind::midi: {
      const std::size_t length = midi_file::message_length(event.midi[0]);
      if (length == 0) return std::nullopt;
      return MidiBytes{.bytes = event.midi, .sysex = {}, .length = length};
    }
    case Kind::sysex:
      if (event.sysex.empty()) return std::nullopt;
      return MidiBytes{.bytes = {}, .sysex = event.sysex, .length = 0};
    case Kind::end:
    case Kind::modulation:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace attacca::host
