// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/note_expression_events.hpp"

namespace attacca::vst3 {

/// Note ids that a plugin may hand out itself.
enum class NoteIDUserRange : std::int32_t {
  kNoteIDUserRangeLowerBound = -10000,  ///< first
  kNoteIDUserRangeUpperBound = -1000,   ///< last
};

/// A note starts. The fields are ordered differently from those of NoteOffEvent.
struct NoteOnEvent {
  std::int16_t channel;
  std::int16_t pitch;   ///< 0..127, 60 is middle C
  float tuning;         ///< cents, 1 is a hundredth of a semitone
  float velocity;       ///< 0..1
  std::int32_t length;  ///< samples, 0 unknown; the note-off comes all the same
  std::int32_t noteId;  ///< -1: none, match by channel and pitch
};

/// A note ends. The fields are ordered differently from those of NoteOnEvent.
struct NoteOffEvent {
  std::int16_t channel;
  std::int16_t pitch;
  float velocity;       ///< 0..1
  std::int32_t noteId;  ///< -1: none, match by channel and pitch
  float tuning;         ///< cents
};

/// A block of bytes.
struct DataEvent {
  /// What the bytes are.
  enum class DataTypes : std::uint32_t {
    kMidiSysEx = 0,
  };
  using enum DataTypes;

  std::uint32_t size;         ///< bytes
  DataTypes type;             ///< kMidiSysEx
  const std::uint8_t* bytes;  ///< valid during the block
};

using DataTypes = DataEvent::DataTypes;

/// Pressure on one key.
struct PolyPressureEvent {
  std::int16_t channel;
  std::int16_t pitch;
  float pressure;       ///< 0..1
  std::int32_t noteId;  ///< -1: match by pitch
};

/// A chord of the chord track.
struct ChordEvent {
  std::int16_t root;
  std::int16_t bassNote;
  std::int16_t mask;      ///< bit 0 is the root
  std::uint16_t textLen;  ///< UTF-16 units
  const char16_t* text;   ///< valid during the block
};

/// A scale of the chord track.
struct ScaleEvent {
  std::int16_t root;
  std::int16_t mask;      ///< bit 0 is C
  std::uint16_t textLen;  ///< UTF-16 units
  const char16_t* text;   ///< valid during the block
};

/// A MIDI message that a plugin sends; it never arrives this way.
struct LegacyMIDICCOutEvent {
  std::uint8_t controlNumber;  ///< a ControllerNumbers value, in one byte
  std::int8_t channel;
  std::int8_t value;
  std::int8_t value2;  ///< high bits of a pitch bend, or the pressure of kCtrlPolyPressure
};

/// One event of a block. Events and parameter points share one time line: merge them by sample
/// offset. MIDI controllers, pitch bend and channel pressure never arrive as events, see
/// IMidiMapping.
struct Event {
  /// Where an event comes from.
  enum class EventFlags : std::uint16_t {
    kIsLive = 1,  ///< played live
    kUserReserved1 = 0x4000,
    kUserReserved2 = 0x8000,
  };
  using enum EventFlags;

  /// Which member of the union is meant.
  enum class EventTypes : std::uint16_t {
    kNoteOnEvent = 0,                  ///< member noteOn
    kNoteOffEvent = 1,                 ///< member noteOff
    kDataEvent = 2,                    ///< member data
    kPolyPressureEvent = 3,            ///< member polyPressure
    kNoteExpressionValueEvent = 4,     ///< member noteExpressionValue
    kNoteExpressionTextEvent = 5,      ///< member noteExpressionText
    kChordEvent = 6,                   ///< member chord
    kScaleEvent = 7,                   ///< member scale
    kNoteExpressionIntValueEvent = 8,  ///< member noteExpressionIntValue
    kLegacyMIDICCOutEvent = 0xFFFF,    ///< member midiCCOut
  };
  using enum EventTypes;

  std::int32_t busIndex;      ///< event bus
  std::int32_t sampleOffset;  ///< in the block
  TQuarterNotes ppqPosition;  ///< quarter notes in the project
  EventFlags flags;           ///< origin
  EventTypes type;            ///< selects the member below
  union {
    NoteOnEvent noteOn;
    NoteOffEvent noteOff;
    DataEvent data;
    PolyPressureEvent polyPressure;
    NoteExpressionValueEvent noteExpressionValue;
    NoteExpressionTextEvent noteExpressionText;
    NoteExpressionIntValueEvent noteExpressionIntValue;
    ChordEvent chord;
    ScaleEvent scale;
    LegacyMIDICCOutEvent midiCCOut;
  };
};

using EventFlags = Event::EventFlags;

template <>
inline constexpr bool kIsFlags<Event::EventFlags> = true;

using EventTypes = Event::EventTypes;

/// The events of one block, sorted by sample offset.
/// Implemented by the host; reached through ProcessData::inputEvents / outputEvents. Mandatory.
class IEventList : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x3A2C4214, 0x346349FE, 0xB2C4F397, 0xB9695A44);

  /// [audio] The number of events.
  virtual std::int32_t getEventCount() = 0;

  /// [audio] Copies the event at `index` into `e`.
  virtual TResult getEvent(std::int32_t index, Event& e) = 0;

  /// [audio] Copies `e`; memory it points to must live until the end of the block. Refused when
  /// full.
  virtual TResult addEvent(Event& e) = 0;

 protected:
  ~IEventList() = default;
};

}  // namespace attacca::vst3
