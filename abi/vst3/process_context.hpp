// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/types.hpp"

namespace attacca::vst3 {

/// Video frames per second: 29.97 drop is 30 with both flags.
struct FrameRate {
  /// kPullDownRate multiplies the rate by 1000/1001; kDropRate skips numbers.
  enum class FrameRateFlags : std::uint32_t {
    kPullDownRate = 1,
    kDropRate = 2,
  };
  using enum FrameRateFlags;

  std::uint32_t framesPerSecond;
  FrameRateFlags flags;  ///< how to read it
};

using FrameRateFlags = FrameRate::FrameRateFlags;

template <>
inline constexpr bool kIsFlags<FrameRate::FrameRateFlags> = true;

/// The chord at the current position.
struct Chord {
  /// The used and the unused bits of a chord mask.
  enum class Masks : std::uint16_t {
    kChordMask = 0xFFF,
    kReservedMask = 0xF000,
  };
  using enum Masks;

  std::uint8_t keyNote;    ///< key, 0..127
  std::uint8_t rootNote;   ///< lowest note, 0..127
  std::int16_t chordMask;  ///< bit 0 is the minor second above the root; 0x048 major, 0x044 minor,
                           ///< 0x244 minor 7th
};

/// Time and transport of a block. `state` says which fields are valid; sampleRate and
/// projectTimeSamples always are.
struct ProcessContext {
  /// What runs and which fields are valid. The bits are not in the order of the fields.
  enum class StatesAndFlags : std::uint32_t {
    kPlaying = 2,      ///< transport rolls
    kCycleActive = 4,  ///< loop on
    kRecording = 8,    ///< recording
    kSystemTimeValid = 0x100,
    kContTimeValid = 0x20000,
    kProjectTimeMusicValid = 0x200,
    kBarPositionValid = 0x800,
    kCycleValid = 0x1000,
    kTempoValid = 0x400,
    kTimeSigValid = 0x2000,
    kChordValid = 0x40000,
    kSmpteValid = 0x4000,
    kClockValid = 0x8000,
  };
  using enum StatesAndFlags;

  StatesAndFlags state;               ///< what runs and what is valid
  double sampleRate;                  ///< always valid
  TSamples projectTimeSamples;        ///< always valid
  std::int64_t systemTime;            ///< nanoseconds; kSystemTimeValid
  TSamples continousTimeSamples;      ///< not looped; kContTimeValid
  TQuarterNotes projectTimeMusic;     ///< quarter notes; kProjectTimeMusicValid
  TQuarterNotes barPositionMusic;     ///< quarter notes, start of the bar; kBarPositionValid
  TQuarterNotes cycleStartMusic;      ///< quarter notes; kCycleValid
  TQuarterNotes cycleEndMusic;        ///< quarter notes; kCycleValid
  double tempo;                       ///< beats per minute; kTempoValid
  std::int32_t timeSigNumerator;      ///< kTimeSigValid
  std::int32_t timeSigDenominator;    ///< kTimeSigValid
  Chord chord;                        ///< kChordValid
  std::int32_t smpteOffsetSubframes;  ///< in 1/80 frame; kSmpteValid
  FrameRate frameRate;                ///< kSmpteValid
  std::int32_t
      samplesToNextClock;  ///< to the nearest of 24 clocks per quarter note, signed; kClockValid
};

using StatesAndFlags = ProcessContext::StatesAndFlags;

template <>
inline constexpr bool kIsFlags<ProcessContext::StatesAndFlags> = true;

}  // namespace attacca::vst3
