// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace attacca::vst3 {

// On 64-bit targets every structure of the interface has its natural layout and every method the
// platform's own calling convention. 32-bit targets need packing and, on Windows, __stdcall.
static_assert(sizeof(void*) == 8, "the VST3 declarations are made for 64-bit targets");

/// 0 or 1 in one byte. Where a signature says `bool`, it is a C++ bool instead.
using TBool = std::uint8_t;
/// Null-terminated 8-bit text.
using FIDString = const char*;
/// Null-terminated 8-bit text (the field knows a second, 16-bit CString that nothing uses).
using CString = const char*;
/// 128 UTF-16 units including the terminating zero; as an argument a pointer to them.
using String128 = char16_t[128];
/// Key of an entry of IAttributes.
using IAttrID = FIDString;
/// A size in bytes.
using TSize = std::int64_t;
/// A coordinate of the user interface, in the view's units.
using UCoord = std::int32_t;

/// Identity of a parameter: 0..kMaxParamId, never renumbered, unrelated to its index.
using ParamID = std::uint32_t;
/// A parameter's value, normalized to 0..1 wherever it crosses the border.
using ParamValue = double;
inline constexpr ParamID kNoParamId = 0xFFFFFFFF;
inline constexpr ParamID kMinParamId = 0;
inline constexpr ParamID kMaxParamId = 0x7FFFFFFF;

using UnitID = std::int32_t;
using ProgramListID = std::int32_t;
using BusIndex = std::int32_t;

/// A MIDI controller: 0..127, or one of the values above in ControllerNumbers.
using CtrlNumber = std::int16_t;
using MidiGroup = std::uint8_t;
using MidiChannel = std::uint8_t;

/// A position or length in quarter notes.
using TQuarterNotes = double;
/// A position or length in samples.
using TSamples = std::int64_t;
/// Samples per second.
using SampleRate = double;
using Sample32 = float;
using Sample64 = double;

/// One loudspeaker: a single bit.
using Speaker = std::uint64_t;
/// A set of loudspeakers; the channels of a bus follow in ascending bit order.
using SpeakerArrangement = std::uint64_t;

/// ARGB, alpha in bits 24..31 down to blue in bits 0..7.
using ColorSpec = std::uint32_t;
using ColorComponent = std::uint8_t;

}  // namespace attacca::vst3
