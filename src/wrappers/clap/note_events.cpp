// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/note_events.hpp"

#include <algorithm>
#include <cstring>

#include "core/event_check.hpp"
#include "core/midi_bytes.hpp"

namespace attacca::clap_wrapper {
namespace {

void read_address(const auto& from, NoteAddress& to) noexcept {
  to.note_id = from.note_id;
  to.port = from.port_index;
  to.channel = from.channel;
  to.key = from.key;
}

/// The event behind a header, or null if it is too short to be one.
template <typename What>
const What* as(const clap::EventHeader& header) noexcept {
  return header.size < sizeof(What) ? nullptr : reinterpret_cast<const What*>(&header);
}

double velocity_of(const clap::EventNote& note) noexcept {
  return note.velocity > 0.0 ? std::min(note.velocity, 1.0) : 0.0;  // NaN too
}

// Notes are filled in where they stay: what is copied right after it was written in small parts
// waits for them. Their values are within the ranges by the way they are read, so that the address
// alone needs a look; `least` as core::is_address() has it.
bool put_address(const NoteAddress& address, const NotePorts& ports, int least,
                 NoteAddress& to) noexcept {
  to = address;
  return core::is_address(address, static_cast<std::uint32_t>(ports.size()), least);
}

/// Hosts that know one port and one channel leave them out.
bool read_note_on(const clap::EventNote& from, const NotePorts& ports, NoteOn& to) noexcept {
  to.velocity = velocity_of(from);
  return put_address({from.note_id, std::max<std::int16_t>(from.port_index, 0),
                      std::max<std::int16_t>(from.channel, 0), from.key},
                     ports, 0, to);
}

bool read_note_off(const clap::EventNote& from, const NotePorts& ports, NoteOff& to) noexcept {
  to.velocity = velocity_of(from);
  return put_address({from.note_id, from.port_index, from.channel, from.key}, ports, -1, to);
}

constexpr bool is_known(clap::NoteExpression expression) noexcept {
  return expression >= clap::NoteExpression::volume && expression <= clap::NoteExpression::pressure;
}

static_assert(static_cast<int>(Expression::volume) ==
              static_cast<int>(clap::NoteExpression::volume));
static_assert(static_cast<int>(Expression::tuning) ==
              static_cast<int>(clap::NoteExpression::tuning));
static_assert(static_cast<int>(Expression::pressure) ==
              static_cast<int>(clap::NoteExpression::pressure));

/// All but the beginnings and ends of notes.
bool read_other(const clap::EventHeader& header, Event& event) noexcept {
  using Type = clap::EventType;
  switch (header.type) {
    case Type::note_choke: {
      const auto* const note = as<clap::EventNote>(header);
      if (note == nullptr) return false;
      read_address(*note, event.become<NoteChoke>());
      return true;
    }
    case Type::note_expression: {
      const auto* const from = as<clap::EventNoteExpression>(header);
      if (from == nullptr || !is_known(from->expression_id)) return false;
      auto& to = event.become<NoteExpression>();
      read_address(*from, to);
      to.expression = static_cast<Expression>(from->expression_id);
      to.value = from->value;
      return true;
    }
    case Type::midi: {
      const auto* const midi = as<clap::EventMidi>(header);
      if (midi == nullptr || midi->port_index > INT16_MAX) return false;
      const auto made = core::event_of({midi->data[0], midi->data[1], midi->data[2]}, 0,
                                       static_cast<std::int16_t>(midi->port_index));
      if (made) event = *made;
      return made.has_value();
    }
    case Type::midi_sysex: {
      const auto* const sysex = as<clap::EventMidiSysex>(header);
      if (sysex == nullptr || sysex->buffer == nullptr || sysex->port_index > INT16_MAX)
        return false;
      event = Event(
          0, SysEx{static_cast<std::int16_t>(sysex->port_index), {sysex->buffer, sysex->size}});
      return true;
    }
    case Type::midi2: {
      const auto* const midi = as<clap::EventMidi2>(header);
      if (midi == nullptr || midi->port_index > INT16_MAX) return false;
      event = Event(0, Midi2Message{static_cast<std::int16_t>(midi->port_index),
                                    {midi->data[0], midi->data[1], midi->data[2], midi->data[3]}});
      return true;
    }
    default:
      return false;
  }
}

/// One event for the host, of type `What` with `type`.
template <typename What>
What made(clap::EventType type, std::uint32_t frame, bool is_live) noexcept {
  What event = {};
  event.header = {.size = sizeof event,
                  .time = frame,
                  .space_id = clap::kCoreEventSpaceId,
                  .type = type,
                  .flags = is_live ? clap::EventFlags::is_live : clap::EventFlags{}};
  return event;
}

class Pusher {
 public:
  Pusher(const clap::OutputEvents& out, std::uint32_t frame, const Event& event) noexcept
      : out_(out), frame_(frame), event_(event) {}

  Sent operator()(const NoteOn& on) const noexcept {
    const Sent sent = note(clap::EventType::note_on, on, on.velocity);
    if (sent != Sent::sent || on.tuning == 0.0) return sent;
    return (*this)(NoteExpression{on, Expression::tuning, on.tuning});
  }
  Sent operator()(const NoteOff& off) const noexcept {
    return note(clap::EventType::note_off, off, off.velocity);
  }
  /// A choke is the host's to send; the note's end comes nearest.
  Sent operator()(const NoteChoke& choke) const noexcept {
    return note(clap::EventType::note_off, choke, 0.0);
  }
  Sent operator()(const NoteEnd& end) const noexcept {
    return note(clap::EventType::note_end, end, 0.0);
  }
  Sent operator()(const NoteExpression& to) const noexcept {
    auto event = make<clap::EventNoteExpression>(clap::EventType::note_expression);
    event.expression_id = static_cast<clap::NoteExpression>(to.expression);
    put(to, event);
    event.value = to.value;
    return push(event);
  }
  Sent operator()(const SysEx& message) const noexcept {
    auto event = make<clap::EventMidiSysex>(clap::EventType::midi_sysex);
    event.port_index = static_cast<std::uint16_t>(message.port);
    event.buffer = message.bytes.data();
    event.size = static_cast<std::uint32_t>(message.bytes.size());
    return push(event);
  }
  Sent operator()(const Midi2Message& message) const noexcept {
    auto event = make<clap::EventMidi2>(clap::EventType::midi2);
    event.port_index = static_cast<std::uint16_t>(message.port);
    std::copy(message.words.begin(), message.words.end(), event.data);
    return push(event);
  }
  template <typename Message>
    requires requires(const Message& message) { message.port; }
  Sent operator()(const Message& message) const noexcept {
    const auto bytes = core::midi_bytes_of(event_);
    if (!bytes) return Sent::invalid;
    auto event = make<clap::EventMidi>(clap::EventType::midi);
    event.port_index = static_cast<std::uint16_t>(message.port);
    std::copy(bytes->begin(), bytes->end(), event.data);
    return push(event);
  }
  /// What only hosts send.
  template <typename Other>
  Sent operator()(const Other& /*other*/) const noexcept {
    return Sent::invalid;
  }

 private:
  template <typename What>
  What make(clap::EventType type) const noexcept {
    return made<What>(type, frame_, event_.is_live);
  }
  static void put(const NoteAddress& at, auto& event) noexcept {
    event.note_id = at.note_id;
    event.port_index = at.port;
    event.channel = at.channel;
    event.key = at.key;
  }
  Sent note(clap::EventType type, const NoteAddress& at, double velocity) const noexcept {
    auto event = make<clap::EventNote>(type);
    put(at, event);
    event.velocity = velocity;
    return push(event);
  }
  Sent push(const auto& event) const noexcept {
    return out_.try_push(&out_, &event.header) ? Sent::sent : Sent::no_room;
  }

  const clap::OutputEvents& out_;
  std::uint32_t frame_;
  const Event& event_;
};

}  // namespace

bool read_note_event(const clap::EventHeader& header, const NotePorts& ports,
                     Event& event) noexcept {
  const bool is_live = clap::has(header.flags, clap::EventFlags::is_live);
  const bool begins = header.type == clap::EventType::note_on;
  if (begins || header.type == clap::EventType::note_off) {
    const auto* const note = as<clap::EventNote>(header);
    if (note == nullptr) return false;
    event.is_live = is_live;
    return begins ? read_note_on(*note, ports, event.become<NoteOn>())
                  : read_note_off(*note, ports, event.become<NoteOff>());
  }
  if (!read_other(header, event)) return false;
  event.is_live = is_live;
  return core::is_valid(event, static_cast<std::uint32_t>(ports.size()));
}

Sent push_note_event(const clap::OutputEvents& out, std::uint32_t frame,
                     const Event& event) noexcept {
  return event.match(Pusher(out, frame, event));
}

}  // namespace attacca::clap_wrapper
