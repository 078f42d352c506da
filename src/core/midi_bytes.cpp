// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/midi_bytes.hpp"

#include <cmath>

namespace attacca::core {
namespace {

enum Status : std::uint8_t {
  kNoteOff = 0x80,
  kNoteOn = 0x90,
  kPolyPressure = 0xA0,
  kControlChange = 0xB0,
  kProgramChange = 0xC0,
  kChannelPressure = 0xD0,
  kPitchBend = 0xE0,
  kSystem = 0xF0,
};

constexpr double kMost7 = 127.0;
constexpr int kBendCenter = 8192;

/// 0..1 as seven bits.
std::uint8_t seven_bits(double value) noexcept {
  return static_cast<std::uint8_t>(std::lround(value * kMost7));
}

/// -1..1; 0 is the centre exactly, and both ends are reached.
double bend_of(int value) noexcept {
  const int from_center = value - kBendCenter;
  return from_center / static_cast<double>(from_center < 0 ? kBendCenter : kBendCenter - 1);
}

int bend_number(double value) noexcept {
  return kBendCenter +
         static_cast<int>(std::lround(value * (value < 0 ? kBendCenter : kBendCenter - 1)));
}

/// How many bytes follow a status byte; SysEx has no number.
int data_bytes(std::uint8_t status) noexcept {
  if (status < kSystem) {
    const int kind = status & 0xF0;
    return kind == kProgramChange || kind == kChannelPressure ? 1 : 2;
  }
  if (status == 0xF2) return 2;
  return status == 0xF1 || status == 0xF3 ? 1 : 0;
}

class Writer {
 public:
  using Bytes = std::optional<MidiBytes>;

  Bytes operator()(const NoteOn& on) const noexcept {
    // A velocity of 0 would end the note.
    const std::uint8_t velocity = seven_bits(on.velocity);
    return note(kNoteOn, on, velocity == 0 ? 1 : velocity);
  }
  Bytes operator()(const NoteOff& off) const noexcept {
    return note(kNoteOff, off, seven_bits(off.velocity));
  }
  Bytes operator()(const NoteChoke& choke) const noexcept { return note(kNoteOff, choke, 0); }
  Bytes operator()(const NoteExpression& to) const noexcept {
    if (to.expression != Expression::pressure) return std::nullopt;
    return note(kPolyPressure, to, seven_bits(to.value));
  }
  Bytes operator()(const ControlChange& change) const noexcept {
    return message(kControlChange, change.channel, change.controller, seven_bits(change.value));
  }
  Bytes operator()(const PitchBend& bend) const noexcept {
    const int number = bend_number(bend.value);
    return message(kPitchBend, bend.channel, number & 0x7F, number >> 7);
  }
  Bytes operator()(const ChannelPressure& to) const noexcept {
    return message(kChannelPressure, to.channel, seven_bits(to.value), 0);
  }
  Bytes operator()(const ProgramChange& to) const noexcept {
    return message(kProgramChange, to.channel, to.program, 0);
  }
  Bytes operator()(const MidiMessage& message) const noexcept { return message.bytes; }
  template <typename Other>
  Bytes operator()(const Other& /*other*/) const noexcept {
    return std::nullopt;
  }

 private:
  static MidiBytes message(std::uint8_t status, int channel, int first, int second) noexcept {
    return {static_cast<std::uint8_t>(status | channel), static_cast<std::uint8_t>(first),
            static_cast<std::uint8_t>(second)};
  }
  static Bytes note(std::uint8_t status, const NoteAddress& at, std::uint8_t value) noexcept {
    if (at.channel < 0 || at.key < 0) return std::nullopt;
    return message(status, at.channel, at.key, value);
  }
};

}  // namespace

std::optional<Event> event_of(const MidiBytes& bytes, std::uint32_t frame,
                              std::int16_t port) noexcept {
  const std::uint8_t status = bytes[0];
  if (status < 0x80 || status == 0xF0 || status == 0xF7) return std::nullopt;
  const int wanted = data_bytes(status);
  if ((wanted > 0 && bytes[1] > 127) || (wanted > 1 && bytes[2] > 127)) return std::nullopt;
  const auto channel = static_cast<std::uint8_t>(status & 0x0F);
  const NoteAddress note{.port = port, .channel = channel, .key = bytes[1]};
  switch (status & 0xF0) {
    case kNoteOff:
      return Event(frame, NoteOff{note, bytes[2] / kMost7});
    case kNoteOn:
      if (bytes[2] == 0) return Event(frame, NoteOff{note, 0.0});
      return Event(frame, NoteOn{note, bytes[2] / kMost7});
    case kPolyPressure:
      return Event(frame, NoteExpression{note, Expression::pressure, bytes[2] / kMost7});
    case kControlChange:
      return Event(frame, ControlChange{port, channel, bytes[1], bytes[2] / kMost7});
    case kProgramChange:
      return Event(frame, ProgramChange{port, channel, bytes[1]});
    case kChannelPressure:
      return Event(frame, ChannelPressure{port, channel, bytes[1] / kMost7});
    case kPitchBend:
      return Event(frame, PitchBend{port, channel, bend_of(bytes[2] << 7 | bytes[1])});
    default:
      break;
  }
  MidiMessage message{port, {status, 0, 0}};
  if (wanted > 0) message.bytes[1] = bytes[1];
  if (wanted > 1) message.bytes[2] = bytes[2];
  return Event(frame, message);
}

std::optional<MidiBytes> midi_bytes_of(const Event& event) noexcept {
  return event.match(Writer{});
}

}  // namespace attacca::core
