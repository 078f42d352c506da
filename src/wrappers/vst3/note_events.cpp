// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/note_events.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "abi/vst3/midi_controllers.hpp"
#include "core/event_check.hpp"
#include "core/midi_bytes.hpp"

namespace attacca::vst3_wrapper {
namespace {

using Type = vst3::NoteExpressionTypeIDs;

double unit(double value) noexcept {
  return value > 0.0 ? std::min(value, 1.0) : 0.0;  // NaN too
}

/// Returns whether the address is one; `least` as core::is_address() has it.
bool read_address(const auto& from, std::int16_t port, const NotePorts& ports, int least,
                  NoteAddress& to) noexcept {
  const NoteAddress address{std::max(from.noteId, -1), port, from.channel, from.pitch};
  to = address;
  return core::is_address(address, static_cast<std::uint32_t>(ports.size()), least);
}

/// What a host's value of 0..1 means; nothing for an expression of another kind.
std::optional<NoteExpression> expression_of(const vst3::NoteExpressionValueEvent& from,
                                            std::int16_t port) noexcept {
  const NoteAddress note{.note_id = from.noteId, .port = port};
  const double value = unit(from.value);
  switch (from.typeId) {
    case Type::kVolumeTypeID:
      return NoteExpression{note, Expression::volume, 4.0 * value};
    case Type::kPanTypeID:
      return NoteExpression{note, Expression::pan, value};
    case Type::kTuningTypeID:
      return NoteExpression{note, Expression::tuning, 240.0 * (value - 0.5)};
    case Type::kVibratoTypeID:
      return NoteExpression{note, Expression::vibrato, value};
    case Type::kExpressionTypeID:
      return NoteExpression{note, Expression::expression, value};
    case Type::kBrightnessTypeID:
      return NoteExpression{note, Expression::brightness, value};
    default:
      return std::nullopt;
  }
}

bool read_sysex(const vst3::DataEvent& data, std::int16_t port, BlockBytes& bytes,
                Event& event) noexcept {
  if (data.type != vst3::DataEvent::kMidiSysEx || data.bytes == nullptr || data.size == 0) {
    return false;
  }
  const std::span given(data.bytes, data.size);
  if (given.front() == 0xF0) {
    event = Event(0, SysEx{port, given});
    return true;
  }
  const std::span<std::uint8_t> framed = bytes.take(given.size() + 2);
  if (framed.empty()) return false;
  framed.front() = 0xF0;
  std::copy(given.begin(), given.end(), framed.begin() + 1);
  framed.back() = 0xF7;
  event = Event(0, SysEx{port, framed});
  return true;
}

// Notes are filled in where they stay: what is copied right after it was written in small parts
// waits for them. Their values are within the ranges by the way they are read, so that the address
// alone needs a look.
bool read_note_on(const vst3::NoteOnEvent& from, std::int16_t port, const NotePorts& ports,
                  NoteOn& to) noexcept {
  to.velocity = unit(static_cast<double>(from.velocity));
  if (from.tuning != 0.0f) {  // rare, and a division is waited for
    const double tuning = static_cast<double>(from.tuning) / 100.0;
    to.tuning = std::abs(tuning) <= 120.0 ? tuning : 0.0;
  }
  return read_address(from, port, ports, 0, to);
}

bool read_note_off(const vst3::NoteOffEvent& from, std::int16_t port, const NotePorts& ports,
                   NoteOff& to) noexcept {
  to.velocity = unit(static_cast<double>(from.velocity));
  return read_address(from, port, ports, -1, to);
}

/// All but the beginnings and ends of notes.
bool read_other(const vst3::Event& from, std::int16_t port, BlockBytes& bytes,
                Event& event) noexcept {
  switch (from.type) {
    case vst3::Event::kPolyPressureEvent: {
      const vst3::PolyPressureEvent& to = from.polyPressure;
      event = Event(0, NoteExpression{{std::max(to.noteId, -1), port, to.channel, to.pitch},
                                      Expression::pressure,
                                      unit(static_cast<double>(to.pressure))});
      return true;
    }
    case vst3::Event::kNoteExpressionValueEvent: {
      const auto made = expression_of(from.noteExpressionValue, port);
      if (made) event = Event(0, *made);
      return made.has_value();
    }
    case vst3::Event::kDataEvent:
      return read_sysex(from.data, port, bytes, event);
    default:
      return false;
  }
}

/// Turns an event into the host's, all but bus and frame.
class Writer {
 public:
  Writer(const Event& event, BlockBytes& bytes, vst3::Event& to) noexcept
      : event_(event), bytes_(bytes), to_(to) {}

  Sent operator()(const NoteOn& on) noexcept {
    start(on, vst3::Event::kNoteOnEvent);
    to_.noteOn = {.channel = on.channel,
                  .pitch = on.key,
                  .tuning = static_cast<float>(on.tuning * 100.0),
                  .velocity = static_cast<float>(on.velocity),
                  .length = 0,
                  .noteId = on.note_id};
    return Sent::sent;
  }
  Sent operator()(const NoteOff& off) noexcept { return end(off, off.velocity); }
  /// VST3 has no cut: the note's end comes nearest.
  Sent operator()(const NoteChoke& choke) noexcept { return end(choke, 0.0); }
  Sent operator()(const NoteExpression& to) noexcept {
    if (to.expression == Expression::pressure) return pressure(to);
    if (to.note_id < 0) return Sent::invalid;
    start(to, vst3::Event::kNoteExpressionValueEvent);
    const double value = to.expression == Expression::volume   ? to.value / 4.0
                         : to.expression == Expression::tuning ? to.value / 240.0 + 0.5
                                                               : to.value;
    static_assert(static_cast<int>(Expression::brightness) ==
                  static_cast<int>(Type::kBrightnessTypeID));
    to_.noteExpressionValue = {
        .typeId = static_cast<Type>(to.expression), .noteId = to.note_id, .value = value};
    return Sent::sent;
  }
  Sent operator()(const SysEx& message) noexcept {
    const std::span<std::uint8_t> kept = bytes_.take(message.bytes.size());
    if (kept.empty()) return Sent::no_room;
    std::copy(message.bytes.begin(), message.bytes.end(), kept.begin());
    to_.busIndex = message.port;
    to_.type = vst3::Event::kDataEvent;
    to_.data = {.size = static_cast<std::uint32_t>(kept.size()),
                .type = vst3::DataEvent::kMidiSysEx,
                .bytes = kept.data()};
    return Sent::sent;
  }
  Sent operator()(const MidiMessage& message) noexcept {
    using Number = vst3::ControllerNumbers;
    switch (message.bytes[0]) {
      case 0xF1:
        return legacy(message.port, 0, Number::kCtrlQuarterFrame);
      case 0xF2:
        return legacy(message.port, 0, Number::kSystemSongPointer);
      case 0xF3:
        return legacy(message.port, 0, Number::kSystemSongSelect);
      case 0xF6:
        return legacy(message.port, 0, Number::kSystemTuneRequest);
      case 0xFA:
        return legacy(message.port, 0, Number::kSystemMidiClockStart);
      case 0xFB:
        return legacy(message.port, 0, Number::kSystemMidiClockContinue);
      case 0xFC:
        return legacy(message.port, 0, Number::kSystemMidiClockStop);
      case 0xFE:
        return legacy(message.port, 0, Number::kSystemActiveSensing);
      default:  // VST3 has no clock ticks
        return Sent::invalid;
    }
  }
  Sent operator()(const ControlChange& change) noexcept {
    return legacy(change.port, change.channel,
                  static_cast<vst3::ControllerNumbers>(change.controller));
  }
  Sent operator()(const PitchBend& bend) noexcept {
    return legacy(bend.port, bend.channel, vst3::ControllerNumbers::kPitchBend);
  }
  Sent operator()(const ChannelPressure& to) noexcept {
    return legacy(to.port, to.channel, vst3::ControllerNumbers::kAfterTouch);
  }
  Sent operator()(const ProgramChange& to) noexcept {
    return legacy(to.port, to.channel, vst3::ControllerNumbers::kCtrlProgramChange);
  }
  template <typename Other>
  Sent operator()(const Other& /*other*/) noexcept {
    return Sent::invalid;
  }

 private:
  void start(const NoteAddress& at, vst3::EventTypes type) noexcept {
    to_.busIndex = std::max<std::int16_t>(at.port, 0);
    to_.type = type;
  }
  Sent end(const NoteAddress& at, double velocity) noexcept {
    // VST3's hosts find a note by its key; one of every key they do not know.
    if (at.channel < 0 || at.key < 0) return Sent::invalid;
    start(at, vst3::Event::kNoteOffEvent);
    to_.noteOff = {.channel = at.channel,
                   .pitch = at.key,
                   .velocity = static_cast<float>(velocity),
                   .noteId = at.note_id,
                   .tuning = 0.0f};
    return Sent::sent;
  }
  Sent pressure(const NoteExpression& to) noexcept {
    if (to.channel < 0 || to.key < 0) return Sent::invalid;
    start(to, vst3::Event::kPolyPressureEvent);
    to_.polyPressure = {.channel = to.channel,
                        .pitch = to.key,
                        .pressure = static_cast<float>(to.value),
                        .noteId = to.note_id};
    return Sent::sent;
  }
  Sent legacy(std::int16_t port, std::uint8_t channel, vst3::ControllerNumbers number) noexcept {
    const auto bytes = core::midi_bytes_of(event_);
    if (!bytes) return Sent::invalid;
    to_.busIndex = port;
    to_.type = vst3::Event::kLegacyMIDICCOutEvent;
    // A control change has its value in the second byte of data, all others in the first.
    const bool is_control = number < vst3::ControllerNumbers::kAfterTouch;
    to_.midiCCOut = {.controlNumber = static_cast<std::uint8_t>(number),
                     .channel = static_cast<std::int8_t>(channel),
                     .value = static_cast<std::int8_t>((*bytes)[is_control ? 2 : 1]),
                     .value2 = static_cast<std::int8_t>(is_control ? 0 : (*bytes)[2])};
    return Sent::sent;
  }

  const Event& event_;
  BlockBytes& bytes_;
  vst3::Event& to_;
};

}  // namespace

std::span<std::uint8_t> BlockBytes::take(std::size_t count) noexcept {
  if (count > size_ - used_) return {};
  used_ += count;
  return {bytes_.get() + used_ - count, count};
}

bool read_note_event(const vst3::Event& from, const NotePorts& ports, BlockBytes& bytes,
                     Event& event) noexcept {
  if (from.busIndex < 0 || from.busIndex > INT16_MAX) return false;
  const auto port = static_cast<std::int16_t>(from.busIndex);
  const bool is_live = vst3::has(from.flags, vst3::Event::kIsLive);
  if (from.type == vst3::Event::kNoteOnEvent) {
    event.is_live = is_live;
    return read_note_on(from.noteOn, port, ports, event.become<NoteOn>());
  }
  if (from.type == vst3::Event::kNoteOffEvent) {
    event.is_live = is_live;
    return read_note_off(from.noteOff, port, ports, event.become<NoteOff>());
  }
  if (!read_other(from, port, bytes, event)) return false;
  event.is_live = is_live;
  return core::is_valid(event, static_cast<std::uint32_t>(ports.size()));
}

Sent push_note_event(vst3::IEventList* out, BlockBytes& bytes, const Event& event) noexcept {
  if (event.is<NoteEnd>()) return Sent::sent;  // VST3's hosts ask for none
  if (event.is<Midi2Message>()) return Sent::no_port;
  if (out == nullptr) return Sent::no_port;
  vst3::Event to = {};
  const Sent answer = event.match(Writer(event, bytes, to));
  if (answer != Sent::sent) return answer;
  to.sampleOffset = static_cast<std::int32_t>(std::min<std::uint32_t>(event.frame, INT32_MAX));
  if (event.is_live) to.flags = vst3::Event::kIsLive;
  return out->addEvent(to) == vst3::kResultOk ? Sent::sent : Sent::no_room;
}

}  // namespace attacca::vst3_wrapper
