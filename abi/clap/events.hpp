// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/fixed_point.hpp"
#include "abi/clap/flags.hpp"
#include "abi/clap/id.hpp"

namespace attacca::clap {

/// The event space of every type declared in this header. Other spaces get their number from the
/// host's event registry; a receiver ignores spaces it does not know.
inline constexpr std::uint16_t kCoreEventSpaceId = 0;

/// What an event of the core space is, and with it which struct it is.
enum class EventType : std::uint16_t {
  note_on = 0,              ///< EventNote, both ways
  note_off = 1,             ///< EventNote, both ways
  note_choke = 2,           ///< EventNote, host to plugin: cut the voice at once
  note_end = 3,             ///< EventNote, plugin to host: the voice is silent, its mods may go
  note_expression = 4,      ///< EventNoteExpression, both ways
  param_value = 5,          ///< EventParamValue, both ways
  param_mod = 6,            ///< EventParamMod, host to plugin
  param_gesture_begin = 7,  ///< EventParamGesture, plugin to host
  param_gesture_end = 8,    ///< EventParamGesture, plugin to host
  transport = 9,            ///< EventTransport, host to plugin only
  midi = 10,                ///< EventMidi, both ways
  midi_sysex = 11,          ///< EventMidiSysex, both ways
  midi2 = 12,               ///< EventMidi2, both ways
};

enum class EventFlags : std::uint32_t {
  is_live = 1u << 0,      ///< played by a person right now, not by a sequencer
  dont_record = 1u << 1,  ///< not to be written as automation
};
template <>
inline constexpr bool kIsFlags<EventFlags> = true;

/// First member of every event. Either side fills it.
struct EventHeader {
  /// Bytes of the entire event, this header included.
  std::uint32_t size;
  /// Frame within the current block. A list is sorted by it, and what a plugin sends stays below
  /// the block's frame count.
  std::uint32_t time;
  std::uint16_t space_id;
  /// Means EventType only if space_id is kCoreEventSpaceId.
  EventType type;
  EventFlags flags;
};

/// A note starts or ends. Either side sends it. -1 in an address field matches anything, except
/// that note_on needs a port, channel and key. A note_end repeats the address of its note_on.
struct EventNote {
  EventHeader header;
  std::int32_t note_id;     ///< -1: none given, or any
  std::int16_t port_index;  ///< index among the note ports, -1: any
  std::int16_t channel;     ///< 0..15, -1: any
  std::int16_t key;         ///< 0..127 with 60 as middle C, -1: any
  double velocity;          ///< 0..1; a note_on with 0 is still the start of a note
};

/// What an EventNoteExpression shapes; the ranges are those of its value.
enum class NoteExpression : std::int32_t {
  volume = 0,      ///< gain, 0 < x <= 4; 20 * log10(x) is dB
  pan = 1,         ///< 0..1, left to right, 0.5 is the centre
  tuning = 2,      ///< -120..120 semitones against the key
  vibrato = 3,     ///< 0..1
  expression = 4,  ///< 0..1
  brightness = 5,  ///< 0..1
  pressure = 6,    ///< 0..1
};

/// One dimension of a sounding note changes. Either side sends it; -1 addresses as in EventNote.
struct EventNoteExpression {
  EventHeader header;
  NoteExpression expression_id;
  std::int32_t note_id;
  std::int16_t port_index;
  std::int16_t channel;
  std::int16_t key;
  double value;  ///< absolute: takes the place of the one before
};

/// A parameter gets a value, for everything or for the addressed voices. Either side sends it.
struct EventParamValue {
  EventHeader header;
  Id param_id;
  /// What the plugin gave in ParamInfo, to find the parameter quickly; null is always allowed.
  void* cookie;
  std::int32_t note_id;
  std::int16_t port_index;
  std::int16_t channel;
  std::int16_t key;
  double value;  ///< in the parameter's own units
};

/// An offset on top of a parameter's value. Filled by the host. It changes neither what
/// PluginParams::get_value reports nor what is saved.
struct EventParamMod {
  EventHeader header;
  Id param_id;
  /// As in EventParamValue.
  void* cookie;
  std::int32_t note_id;
  std::int16_t port_index;
  std::int16_t channel;
  std::int16_t key;
  double amount;  ///< in the parameter's own units; what is heard is value + amount
};

/// A user takes hold of a parameter or lets go of it. Filled by the plugin, always in pairs.
struct EventParamGesture {
  EventHeader header;
  Id param_id;
};

enum class TransportFlags : std::uint32_t {
  has_tempo = 1u << 0,
  has_beats_timeline = 1u << 1,
  has_seconds_timeline = 1u << 2,
  has_time_signature = 1u << 3,
  is_playing = 1u << 4,
  is_recording = 1u << 5,
  is_loop_active = 1u << 6,
  is_within_pre_roll = 1u << 7,
};
template <>
inline constexpr bool kIsFlags<TransportFlags> = true;

/// Where the song is. Filled by the host; a group of fields counts only if its has_ flag is set.
struct EventTransport {
  EventHeader header;
  TransportFlags flags;
  BeatTime song_pos_beats;
  SecTime song_pos_seconds;
  double tempo;      ///< beats per minute
  double tempo_inc;  ///< change of the tempo per sample, until the next transport event
  BeatTime loop_start_beats;
  BeatTime loop_end_beats;
  SecTime loop_start_seconds;
  SecTime loop_end_seconds;
  BeatTime bar_start;       ///< where the current bar began
  std::int32_t bar_number;  ///< the bar at song position 0 is number 0
  std::uint16_t tsig_num;
  std::uint16_t tsig_denom;
};

/// A short MIDI 1.0 message. Either side sends it.
struct EventMidi {
  EventHeader header;
  std::uint16_t port_index;
  std::uint8_t data[3];  ///< status byte first
};

/// A system exclusive message. Either side sends it. The bytes are borrowed: from the host for the
/// length of the process call, from the plugin for the length of try_push. The receiver copies.
struct EventMidiSysex {
  EventHeader header;
  std::uint16_t port_index;
  const std::uint8_t* buffer;
  std::uint32_t size;  ///< bytes in buffer
};

/// A MIDI 2.0 message as a universal MIDI packet. Either side sends it.
struct EventMidi2 {
  EventHeader header;
  std::uint16_t port_index;
  std::uint32_t data[4];
};

/// The events a plugin receives. Filled by the host; the list and its events live until the call
/// that hands them over returns, on that call's thread.
struct InputEvents {
  /// Private to the owner of the list.
  void* ctx;
  std::uint32_t (*size)(const InputEvents* list);
  /// Borrowed: do not keep the pointer.
  const EventHeader* (*get)(const InputEvents* list, std::uint32_t index);
};

/// Takes the events a plugin sends. Filled by the host; same lifetime as InputEvents.
struct OutputEvents {
  /// Private to the owner of the list.
  void* ctx;
  /// Copies the event; false if there is no room left. Push in order of time.
  bool (*try_push)(const OutputEvents* list, const EventHeader* event);
};

}  // namespace attacca::clap
