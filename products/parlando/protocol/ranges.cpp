// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What is out of range in a message: docs/parlando/protocol.md.

#include "parlando/protocol/expression_kind.hpp"
#include "parlando/protocol/fields.hpp"
#include "parlando/protocol/from_conductor.hpp"
#include "parlando/protocol/from_musician.hpp"

namespace parlando {
namespace detail {

// Source: RFC 3629, section 4.
bool is_utf8(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) {
      return at < text.size() ? static_cast<unsigned>(static_cast<unsigned char>(text[at])) : 0u;
    };
    const unsigned first = byte(i);
    std::size_t length = 1;
    if (first >= 0x80) {
      if (first >= 0xC2 && first <= 0xDF) {
        length = 2;
      } else if (first >= 0xE0 && first <= 0xEF) {
        length = 3;
      } else if (first >= 0xF0 && first <= 0xF4) {
        length = 4;
      } else {
        return false;
      }
      for (std::size_t j = 1; j < length; ++j) {
        if ((byte(i + j) & 0xC0u) != 0x80u) return false;
      }
      const unsigned second = byte(i + 1);
      const bool is_long_form =
          (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
      const bool is_surrogate = first == 0xED && second > 0x9F;
      const bool is_too_large = first == 0xF4 && second > 0x8F;
      if (is_long_form || is_surrogate || is_too_large) return false;
    }
    i += length;
  }
  return true;
}

}  // namespace detail
namespace {

constexpr const char* kNoId = "the id is 0, which is nobody's";
constexpr const char* kChannel = "a channel is not 0 to 15";
constexpr const char* kKey = "a key is not 0 to 127";
constexpr const char* kNote = "the number of a note is below -1";
constexpr const char* kUnit = "a value is not 0 to 1";
constexpr const char* kDuration = "a duration is not above 0";
constexpr const char* kColor = "a colour is not -1 to 0xFFFFFF";
constexpr const char* kNegative = "a count is negative";

bool is_within(double value, double low, double high) noexcept {
  return value >= low && value <= high;
}
bool is_within(float value, double low, double high) noexcept {
  return is_within(static_cast<double>(value), low, high);
}
bool is_seven_bits(std::int32_t value) noexcept {
  return value >= 0 && value <= 127;
}
bool is_channel(std::int32_t value) noexcept {
  return value >= 0 && value <= 15;
}
bool is_color(std::int32_t value) noexcept {
  return value >= -1 && value <= 0xFFFFFF;
}
bool is_key_or_all(std::int32_t value) noexcept {
  return value == -1 || is_seven_bits(value);
}

template <typename M>
const char* wrong_note(const M& note) noexcept {
  if (!is_seven_bits(note.key)) return kKey;
  if (!is_within(note.velocity, 0, 1)) return kUnit;
  if (!is_channel(note.channel)) return kChannel;
  return note.note < -1 ? kNote : nullptr;
}

}  // namespace

const char* Announce::wrong() const noexcept {
  if (id.is_none() || process.is_none()) return kNoId;
  if (port < 1 || port > 65535) return "a port is not 1 to 65535";
  if (version < 1) return "the version of the protocol is below 1";
  if (!is_color(color)) return kColor;
  if (sample_rate < 0) return "a sample rate is negative";
  return nullptr;
}

const char* Heartbeat::wrong() const noexcept {
  if (id.is_none()) return kNoId;
  if (waiting < 0 || late < 0 || lost < 0 || dropped < 0 || sounding < 0) return kNegative;
  return nullptr;
}

const char* Goodbye::wrong() const noexcept {
  return id.is_none() ? kNoId : nullptr;
}

const char* Renamed::wrong() const noexcept {
  if (id.is_none()) return kNoId;
  return is_color(color) ? nullptr : kColor;
}

const char* InstrumentIs::wrong() const noexcept {
  return id.is_none() ? kNoId : nullptr;
}

const char* TransportIs::wrong() const noexcept {
  if (id.is_none()) return kNoId;
  if (!is_within(tempo, 0, 100'000)) return "a tempo is not 0 to 100000";
  if (numerator < 1 || denominator < 1) return "a time signature has a number below 1";
  if (sample_rate < 0) return "a sample rate is negative";
  return nullptr;
}

const char* ClockIs::wrong() const noexcept {
  if (id.is_none()) return kNoId;
  return sample_rate > 0 ? nullptr : "a sample rate is not above 0";
}

const char* Played::wrong() const noexcept {
  if (id.is_none()) return kNoId;
  return late < 0 ? kNegative : nullptr;
}

const char* Heard::wrong() const noexcept {
  if (id.is_none()) return kNoId;
  if (!is_seven_bits(key)) return kKey;
  if (!is_channel(channel)) return kChannel;
  if (!is_within(velocity, 0, 1)) return kUnit;
  return request < 0 || index < 0 ? kNegative : nullptr;
}

const char* HeardEnd::wrong() const noexcept {
  if (id.is_none()) return kNoId;
  return request < 0 || count < 0 || lost < 0 ? kNegative : nullptr;
}

const char* Echo::wrong() const noexcept {
  if (process.is_none()) return kNoId;
  return musicians < 0 || packets < 0 || rejected < 0 || unknown < 0 || kernel_drops < 0 ? kNegative
                                                                                         : nullptr;
}

const char* Key::wrong() const noexcept {
  return nullptr;
}
const char* Who::wrong() const noexcept {
  return nullptr;
}
const char* Ack::wrong() const noexcept {
  return id.is_none() || conductor.is_none() ? kNoId : nullptr;
}
const char* Renew::wrong() const noexcept {
  return id.is_none() || process.is_none() ? kNoId : nullptr;
}
const char* Primary::wrong() const noexcept {
  return id.is_none() ? kNoId : nullptr;
}
const char* Pulse::wrong() const noexcept {
  return conductor.is_none() ? kNoId : nullptr;
}
const char* Bye::wrong() const noexcept {
  return conductor.is_none() ? kNoId : nullptr;
}

const char* NoteOnFor::wrong() const noexcept {
  return wrong_note(*this);
}
const char* NoteOffFor::wrong() const noexcept {
  return wrong_note(*this);
}
const char* WholeNote::wrong() const noexcept {
  return duration > 0 ? wrong_note(*this) : kDuration;
}

const char* Controller::wrong() const noexcept {
  if (!is_seven_bits(controller)) return "a controller is not 0 to 127";
  if (!is_within(value, 0, 1)) return kUnit;
  return is_channel(channel) ? nullptr : kChannel;
}

const char* Bend::wrong() const noexcept {
  if (!is_within(value, -1, 1)) return "a pitch bend is not -1 to 1";
  return is_channel(channel) ? nullptr : kChannel;
}

const char* Pressure::wrong() const noexcept {
  if (!is_within(value, 0, 1)) return kUnit;
  if (!is_channel(channel)) return kChannel;
  return is_key_or_all(key) ? nullptr : kKey;
}

const char* Program::wrong() const noexcept {
  if (!is_seven_bits(program)) return "a program is not 0 to 127";
  return is_channel(channel) ? nullptr : kChannel;
}

const char* Expression::wrong() const noexcept {
  const auto known = expression_kind(kind.view());
  if (!known) return "there is no such kind of expression";
  const ExpressionRange range = range_of(*known);
  if (!is_within(value, range.low, range.high)) return "a value is out of its kind's range";
  if (!is_channel(channel)) return kChannel;
  if (!is_key_or_all(key)) return kKey;
  return note < -1 ? kNote : nullptr;
}

const char* Curve::wrong() const noexcept {
  const auto known = curve_target(target.view());
  if (!known) return "there is no such target of a curve";
  const ExpressionRange range = range_of(*known);
  if (!is_within(from, range.low, range.high) || !is_within(to, range.low, range.high)) {
    return "a curve begins or ends out of its target's range";
  }
  if (!is_channel(channel)) return kChannel;
  if (!is_key_or_all(key)) return kKey;
  if (note < -1) return kNote;
  return duration > 0 ? nullptr : kDuration;
}

const char* Silence::wrong() const noexcept {
  const std::string_view word = what.view();
  return word == "all" || word == "sounding" || word == "waiting"
             ? nullptr
             : "silence is neither all, sounding nor waiting";
}

const char* Listen::wrong() const noexcept {
  if (request < 1) return "the number of a request is below 1";
  return bars >= 0 ? nullptr : "a number of bars is negative";
}

const char* Record::wrong() const noexcept {
  return nullptr;
}

}  // namespace parlando
