// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What happens within a block besides audio: notes, expressions, MIDI, parameters. From
// ProcessContext::events(), in the order of their frames:
//
//     for (attacca::Event event : context.events()) {
//       if (auto* note = event.get_if<attacca::NoteOn>()) note->key = 127 - note->key;
//       (void)context.send(event);
//     }
//
// Audio thread, plain data that may be copied; only the bytes of a SysEx end with the block. All
// ranges have been checked: no key is 128. Changes of the transport are no events: blocks are split
// there, and ProcessContext::transport() is right for each piece.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>

#include "attacca/note_address.hpp"

namespace attacca {

class Param;

/// A note begins. Its port, channel and key are known.
struct NoteOn : NoteAddress {
  double velocity = 1.0;  ///< 0..1; 0 begins a note all the same
  double tuning = 0.0;    ///< semitones against the key, from the first sample on
};

/// A note is let go; the voice may ring out. May name several notes.
struct NoteOff : NoteAddress {
  double velocity = 0.0;  ///< 0..1
};

/// A note is cut at once. May name several notes. Formats let hosts alone say so: a plugin's
/// becomes a note-off.
struct NoteChoke : NoteAddress {};

/// Sent by the plugin: the voice of this note is silent now. CLAP's hosts wait for it, as they
/// modulate voices; VST3 knows no such thing and needs none.
struct NoteEnd : NoteAddress {};

/// What a note expression shapes, and the range of its value.
enum class Expression : std::uint8_t {
  volume,      ///< gain, 0..4
  pan,         ///< 0 left .. 1 right
  tuning,      ///< -120..120 semitones against the key
  vibrato,     ///< 0..1
  expression,  ///< 0..1
  brightness,  ///< 0..1
  pressure,    ///< 0..1
};

/// One side of sounding notes changes. MIDI's poly pressure is Expression::pressure.
struct NoteExpression : NoteAddress {
  Expression expression = Expression::volume;
  double value = 0.0;  ///< absolute, in the range of `expression`
};

/// A parameter has a new value from this frame on. The parameter itself has it already.
struct ParamValue {
  const Param* param = nullptr;
  double normalized = 0.0;  ///< 0..1
  double before = 0.0;      ///< what it was until now, 0..1
};

/// A parameter is offset from this frame on, for all voices or for those addressed.
struct ParamModulation : NoteAddress {
  const Param* param = nullptr;
  double amount = 0.0;  ///< normalized: -1..1 of the parameter's range
};

/// Sent by the plugin: what process() sets of a parameter from here on is one gesture, as of a user
/// who holds a knob; hosts record it as one. Without it each value is a gesture of its own. Hosts
/// hear of it with the values, behind the block; VST3's hosts do not.
struct GestureBegin {
  Param* param = nullptr;
};

/// Sent by the plugin: the end of a gesture. One that is open when the plugin is deactivated ends
/// by itself.
struct GestureEnd {
  Param* param = nullptr;
};

/// A controller of a MIDI channel.
struct ControlChange {
  std::int16_t port = 0;
  std::uint8_t channel = 0;     ///< 0..15
  std::uint8_t controller = 0;  ///< 0..127
  double value = 0.0;           ///< 0..1
};

/// The pitch wheel of a MIDI channel.
struct PitchBend {
  std::int16_t port = 0;
  std::uint8_t channel = 0;  ///< 0..15
  double value = 0.0;        ///< -1..1 of the range that the receiver has chosen
};

/// Pressure on all keys of a MIDI channel.
struct ChannelPressure {
  std::int16_t port = 0;
  std::uint8_t channel = 0;  ///< 0..15
  double value = 0.0;        ///< 0..1
};

struct ProgramChange {
  std::int16_t port = 0;
  std::uint8_t channel = 0;  ///< 0..15
  std::uint8_t program = 0;  ///< 0..127
};

/// A MIDI 1 message that none of the types above stands for, such as a song position.
struct MidiMessage {
  std::int16_t port = 0;
  std::array<std::uint8_t, 3> bytes = {};  ///< status first; bytes it does not need are 0
};

/// A system exclusive message, with its F0 and F7. The bytes live as long as the block; send()
/// copies what it needs.
struct SysEx {
  std::int16_t port = 0;
  std::span<const std::uint8_t> bytes;
};

/// A MIDI 2 message as a universal MIDI packet, where a port asked for them (NotePort::midi2).
struct Midi2Message {
  std::int16_t port = 0;
  std::array<std::uint32_t, 4> words = {};
};

/// One event of a block. All members [audio].
class Event {
 public:
  using Kind =
      std::variant<std::monostate, NoteOn, NoteOff, NoteChoke, NoteEnd, NoteExpression, ParamValue,
                   ParamModulation, ControlChange, PitchBend, ChannelPressure, ProgramChange,
                   MidiMessage, SysEx, Midi2Message, GestureBegin, GestureEnd>;

  Event() = default;
  template <typename What>
    requires std::is_constructible_v<Kind, What>
  Event(std::uint32_t at, const What& what) noexcept : frame(at), kind_(what) {}

  /// Makes it a `What`, all of whose values are yet to be set: what is filled in where it stays
  /// needs no copying.
  template <typename What>
  What& become() noexcept {
    return kind_.template emplace<What>();
  }

  /// Within the buffer that process() got: below its frames().
  std::uint32_t frame = 0;
  /// Played by a person now, not by a sequencer.
  bool is_live = false;

  /// What it is, if it is a `What`, else null.
  template <typename What>
  [[nodiscard]] What* get_if() noexcept {
    return std::get_if<What>(&kind_);
  }
  template <typename What>
  [[nodiscard]] const What* get_if() const noexcept {
    return std::get_if<What>(&kind_);
  }
  template <typename What>
  [[nodiscard]] bool is() const noexcept {
    return std::holds_alternative<What>(kind_);
  }

  /// Calls the function that takes what it is; a kind that none of them takes is passed over:
  ///
  ///     event.visit([&](const NoteOn& on) { … }, [&](const PitchBend& bend) { … });
  template <typename... Functions>
  void visit(Functions&&... functions) const noexcept {
    (visit_one(std::forward<Functions>(functions)), ...);
  }

  /// What `function` makes of it; it takes every kind, std::monostate (an event that is none) too.
  template <typename Function>
  decltype(auto) match(Function&& function) const noexcept {
    return match_from<0>(function);
  }

 private:
  template <typename Function>
  void visit_one(Function&& function) const noexcept;

  /// One function with a jump in it: every plugin that has notes carries some of these.
  template <std::size_t kIndex, typename Function>
  decltype(auto) match_from(Function& function) const noexcept {
    if constexpr (kIndex + 1 < std::variant_size_v<Kind>) {
      if (kind_.index() != kIndex) return match_from<kIndex + 1>(function);
    }
    return function(*std::get_if<kIndex>(&kind_));
  }

  Kind kind_;
};

static_assert(std::is_trivially_copyable_v<Event>);

/// What became of an event that was sent.
enum class Sent : std::uint8_t {
  sent,
  no_room,  ///< the host takes no more in this block
  no_port,  ///< the plugin declares no such note port, or the host listens to none
  invalid,  ///< a frame beyond the buffer, a value out of range, or what only hosts send
};

namespace detail {
/// What the one parameter of a function is, without const and reference.
template <typename Function>
struct TakenBy : TakenBy<decltype(&std::remove_cvref_t<Function>::operator())> {};
template <typename Class, typename Argument>
struct TakenBy<void (Class::*)(Argument) const>
    : std::type_identity<std::remove_cvref_t<Argument>> {};
template <typename Class, typename Argument>
struct TakenBy<void (Class::*)(Argument)> : std::type_identity<std::remove_cvref_t<Argument>> {};
template <typename Class, typename Argument>
struct TakenBy<void (Class::*)(Argument) const noexcept>
    : std::type_identity<std::remove_cvref_t<Argument>> {};
template <typename Class, typename Argument>
struct TakenBy<void (Class::*)(Argument) noexcept>
    : std::type_identity<std::remove_cvref_t<Argument>> {};
}  // namespace detail

/// As visit() says. [audio]
template <typename Function>
void Event::visit_one(Function&& function) const noexcept {
  using What = typename detail::TakenBy<Function>::type;
  if (const What* const what = get_if<What>()) function(*what);
}

}  // namespace attacca
