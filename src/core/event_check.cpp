// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/event_check.hpp"

namespace attacca::core {
namespace {

bool is_unit(double value) noexcept {
  return is_within(value, 0.0, 1.0);
}

bool is_expression(const NoteExpression& to) noexcept {
  switch (to.expression) {
    case Expression::volume:
      return is_within(to.value, 0.0, 4.0);
    case Expression::tuning:
      return is_within(to.value, -120.0, 120.0);
    case Expression::pan:
    case Expression::vibrato:
    case Expression::expression:
    case Expression::brightness:
    case Expression::pressure:
      return is_unit(to.value);
  }
  return false;
}

/// The numbers of an event, without its address.
class NumbersCheck {
 public:
  bool operator()(const NoteOn& on) const noexcept { return core::is_valid(Event(0, on), ports); }
  bool operator()(const NoteOff& off) const noexcept {
    return core::is_valid(Event(0, off), ports);
  }
  bool operator()(const NoteChoke& choke) const noexcept { return is_address(choke, ports, -1); }
  bool operator()(const NoteEnd& end) const noexcept { return is_address(end, ports, -1); }
  bool operator()(const NoteExpression& to) const noexcept {
    return is_address(to, ports, -1) && is_expression(to);
  }
  bool operator()(const ControlChange& change) const noexcept {
    return is_channel(change) && change.controller < 128 && is_unit(change.value);
  }
  bool operator()(const PitchBend& bend) const noexcept {
    return is_channel(bend) && is_within(bend.value, -1.0, 1.0);
  }
  bool operator()(const ChannelPressure& to) const noexcept {
    return is_channel(to) && is_unit(to.value);
  }
  bool operator()(const ProgramChange& to) const noexcept {
    return is_channel(to) && to.program < 128;
  }
  bool operator()(const MidiMessage& message) const noexcept {
    return is_port(message.port) && message.bytes[0] >= 0x80 && message.bytes[1] < 0x80 &&
           message.bytes[2] < 0x80;
  }
  bool operator()(const SysEx& message) const noexcept {
    return is_port(message.port) && message.bytes.size() >= 2 &&
           message.bytes.size() <= UINT32_MAX && message.bytes.front() == 0xF0 &&
           message.bytes.back() == 0xF7;
  }
  bool operator()(const Midi2Message& message) const noexcept { return is_port(message.port); }
  bool operator()(const ParamValue& to) const noexcept {
    return to.param != nullptr && is_unit(to.normalized);
  }
  bool operator()(const ParamModulation& by) const noexcept {
    return by.param != nullptr && is_address(by, ports, -1) && is_within(by.amount, -1.0, 1.0);
  }
  bool operator()(const GestureBegin& gesture) const noexcept { return gesture.param != nullptr; }
  bool operator()(const GestureEnd& gesture) const noexcept { return gesture.param != nullptr; }
  bool operator()(std::monostate /*nothing*/) const noexcept { return false; }

  std::uint32_t ports;

 private:
  [[nodiscard]] bool is_port(std::int16_t port) const noexcept {
    return port >= 0 && static_cast<std::uint32_t>(port) < ports;
  }
  template <typename Message>
  [[nodiscard]] bool is_channel(const Message& message) const noexcept {
    return is_port(message.port) && message.channel < 16;
  }
};

}  // namespace

bool is_valid_of_any_kind(const Event& event, std::uint32_t ports) noexcept {
  return event.match(NumbersCheck{ports});
}

}  // namespace attacca::core
