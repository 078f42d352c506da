// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

namespace attacca::vst3 {

/// The attributes of presets and program lists; all values are strings.
namespace preset_attributes {
inline constexpr char kPlugInName[] = "PlugInName";
inline constexpr char kPlugInCategory[] = "PlugInCategory";
inline constexpr char kInstrument[] = "MusicalInstrument";
inline constexpr char kStyle[] = "MusicalStyle";
inline constexpr char kCharacter[] = "MusicalCharacter";
inline constexpr char kStateType[] = "StateType";
inline constexpr char kFilePathStringType[] = "FilePathString";
inline constexpr char kName[] = "Name";
inline constexpr char kFileName[] = "FileName";
}  // namespace preset_attributes

/// The values of preset_attributes::kStateType. Without the attribute it is an ordinary preset.
namespace state_type {
inline constexpr char kProject[] = "Project";
inline constexpr char kDefault[] = "Default";
inline constexpr char kTrackPreset[] = "TrackPreset";
}  // namespace state_type

}  // namespace attacca::vst3
