// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/musician/dialect.hpp"

#include <algorithm>
#include <cmath>

namespace parlando {
namespace {

using attacca::ChannelPressure;
using attacca::ControlChange;
using attacca::Event;
using attacca::Expression;
using attacca::MidiMessage;
using attacca::NoteExpression;
using attacca::PitchBend;
using attacca::Sent;

constexpr std::uint8_t kMembers = 15;  // of MPE's lower zone: channels 2 to 16

Sent send_controller(EventSender& to, std::uint32_t frame, std::uint8_t channel,
                     std::uint8_t controller, double value) noexcept {
  ControlChange change;
  change.channel = channel;
  change.controller = controller;
  change.value = std::clamp(value, 0.0, 1.0);
  return to.send(Event(frame, change));
}

Sent send_bend(EventSender& to, std::uint32_t frame, std::uint8_t channel, double value) noexcept {
  PitchBend bend;
  bend.channel = channel;
  bend.value = std::clamp(value, -1.0, 1.0);
  return to.send(Event(frame, bend));
}

Sent send_pressure(EventSender& to, std::uint32_t frame, std::uint8_t channel,
                   double value) noexcept {
  ChannelPressure pressure;
  pressure.channel = channel;
  pressure.value = std::clamp(value, 0.0, 1.0);
  return to.send(Event(frame, pressure));
}

/// Poly pressure.
Sent send_key_pressure(EventSender& to, std::uint32_t frame, std::uint8_t channel, std::int16_t key,
                       double value) noexcept {
  MidiMessage message;
  message.bytes = {static_cast<std::uint8_t>(0xA0u | channel), static_cast<std::uint8_t>(key),
                   static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 127))};
  return to.send(Event(frame, message));
}

/// Sets a registered parameter; false: there was no room. Source: MIDI 1.0 Detailed Specification,
/// "Registered parameters".
bool send_registered(EventSender& to, std::uint32_t frame, std::uint8_t channel,
                     std::uint8_t number, std::uint8_t value) noexcept {
  return send_controller(to, frame, channel, 101, 0) != Sent::no_room &&
         send_controller(to, frame, channel, 100, number / 127.0) != Sent::no_room &&
         send_controller(to, frame, channel, 6, value / 127.0) != Sent::no_room;
}

}  // namespace

void Speaker::set(Dialect dialect) noexcept {
  if (dialect == dialect_) return;
  dialect_ = dialect;
  is_introduced_ = dialect != Dialect::mpe;
  notes_.fill(0);
}

std::uint8_t Speaker::channel_for(std::uint8_t channel) noexcept {
  if (dialect_ != Dialect::mpe) return channel;
  std::uint8_t best = 1;
  for (std::uint8_t member = 2; member <= kMembers; ++member) {
    const bool is_emptier = notes_[member] < notes_[best];
    const bool is_longer_free =
        notes_[member] == notes_[best] && released_[member] < released_[best];
    if (is_emptier || is_longer_free) best = member;
  }
  if (notes_[best] < UINT8_MAX) ++notes_[best];
  return best;
}

void Speaker::release(std::uint8_t channel) noexcept {
  if (dialect_ != Dialect::mpe) return;
  if (notes_[channel] > 0) --notes_[channel];
  released_[channel] = ++releases_;
}

/// Source: MPE 1.0 (MMA RP-053), "MPE Configuration Message": RPN 6 on the master channel, with as
/// many member channels.
void Speaker::introduce(EventSender& to, std::uint32_t frame) noexcept {
  if (is_introduced_) return;
  bool has_room = send_registered(to, frame, 0, 6, kMembers);
  for (std::uint8_t member = 1; has_room && member <= kMembers; ++member) {
    has_room = send_registered(to, frame, member, 0, static_cast<std::uint8_t>(kMpeBendRange));
  }
  is_introduced_ = has_room;
}

Sent Speaker::express(EventSender& to, std::uint32_t frame, const attacca::NoteAddress& note,
                      Expression what, double value) noexcept {
  if (dialect_ == Dialect::expressions) {
    NoteExpression expression;
    static_cast<attacca::NoteAddress&>(expression) = note;
    expression.port = 0;
    expression.expression = what;
    expression.value = value;
    return to.send(Event(frame, expression));
  }
  const auto channel = static_cast<std::uint8_t>(std::max<std::int16_t>(note.channel, 0));
  switch (what) {
    case Expression::volume:
      return send_controller(to, frame, channel, 7, value);
    case Expression::pan:
      return send_controller(to, frame, channel, 10, value);
    case Expression::tuning:
      return send_bend(to, frame, channel,
                       value / (dialect_ == Dialect::mpe ? kMpeBendRange : kBendRange));
    case Expression::vibrato:
      return send_controller(to, frame, channel, 1, value);
    case Expression::expression:
      return send_controller(to, frame, channel, 11, value);
    case Expression::brightness:
      return send_controller(to, frame, channel, 74, value);
    case Expression::pressure:
      if (dialect_ == Dialect::mpe || note.key < 0) return send_pressure(to, frame, channel, value);
      return send_key_pressure(to, frame, channel, note.key, value);
  }
  return Sent::invalid;
}

Expression to_expression(ExpressionKind kind) noexcept {
  switch (kind) {
    case ExpressionKind::volume:
      return Expression::volume;
    case ExpressionKind::pan:
      return Expression::pan;
    case ExpressionKind::tuning:
      return Expression::tuning;
    case ExpressionKind::vibrato:
      return Expression::vibrato;
    case ExpressionKind::expression:
      return Expression::expression;
    case ExpressionKind::brightness:
      return Expression::brightness;
    case ExpressionKind::pressure:
      break;
  }
  return Expression::pressure;
}

}  // namespace parlando
