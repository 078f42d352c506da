// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace attacca::vst3 {

/// What a note expression changes. Plugins number their own from kCustomStart. Values are
/// normalized to 0..1 in all of them.
enum class NoteExpressionTypeIDs : std::uint32_t {
  kVolumeTypeID = 0,   ///< dB = 20 log10(4 value): 0 is silence, 0.25 is 0 dB, 1 is +12 dB
  kPanTypeID = 1,      ///< 0 left, 0.5 centre, 1 right
  kTuningTypeID = 2,   ///< semitones = 240 (value - 0.5); note that NoteOnEvent::tuning is in cents
  kVibratoTypeID = 3,  ///< amount
  kExpressionTypeID = 4,  ///< amount
  kBrightnessTypeID = 5,  ///< amount
  kTextTypeID = 6,        ///< a NoteExpressionTextEvent
  kPhonemeTypeID = 7,     ///< a NoteExpressionTextEvent
  kCustomStart = 100000,
  kCustomEnd = 200000,
  kInvalidTypeID = 0xFFFFFFFF,
};

using NoteExpressionTypeID = NoteExpressionTypeIDs;

/// 0..1.
using NoteExpressionValue = double;

/// A new value of a note's expression.
struct NoteExpressionValueEvent {
  NoteExpressionTypeID typeId;
  std::int32_t noteId;  ///< the note, never -1
  NoteExpressionValue value;
};

/// A whole number as a note's expression. Since VST 3.8.0.
struct NoteExpressionIntValueEvent {
  NoteExpressionTypeID typeId;
  std::int32_t noteId;
  std::uint64_t value;
};

/// A text as a note's expression.
struct NoteExpressionTextEvent {
  NoteExpressionTypeID typeId;
  std::int32_t noteId;
  std::uint32_t textLen;  ///< UTF-16 units without the terminating zero
  const char16_t* text;   ///< valid during the block
};

}  // namespace attacca::vst3
