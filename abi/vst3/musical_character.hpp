// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

namespace attacca::vst3 {

/// Values of preset_attributes::kCharacter.
namespace musical_character {
inline constexpr char kMono[] = "Mono";
inline constexpr char kPoly[] = "Poly";
inline constexpr char kSplit[] = "Split";
inline constexpr char kLayer[] = "Layer";
inline constexpr char kGlide[] = "Glide";
inline constexpr char kGlissando[] = "Glissando";
inline constexpr char kMajor[] = "Major";
inline constexpr char kMinor[] = "Minor";
inline constexpr char kSingle[] = "Single";
inline constexpr char kEnsemble[] = "Ensemble";
inline constexpr char kAcoustic[] = "Acoustic";
inline constexpr char kElectric[] = "Electric";
inline constexpr char kAnalog[] = "Analog";
inline constexpr char kDigital[] = "Digital";
inline constexpr char kVintage[] = "Vintage";
inline constexpr char kModern[] = "Modern";
inline constexpr char kOld[] = "Old";
inline constexpr char kNew[] = "New";
inline constexpr char kClean[] = "Clean";
inline constexpr char kDistorted[] = "Distorted";
inline constexpr char kDry[] = "Dry";
inline constexpr char kProcessed[] = "Processed";
inline constexpr char kHarmonic[] = "Harmonic";
inline constexpr char kDissonant[] = "Dissonant";
inline constexpr char kClear[] = "Clear";
inline constexpr char kNoisy[] = "Noisy";
inline constexpr char kThin[] = "Thin";
inline constexpr char kRich[] = "Rich";
inline constexpr char kDark[] = "Dark";
inline constexpr char kBright[] = "Bright";
inline constexpr char kCold[] = "Cold";
inline constexpr char kWarm[] = "Warm";
inline constexpr char kMetallic[] = "Metallic";
inline constexpr char kWooden[] = "Wooden";
inline constexpr char kGlass[] = "Glass";
inline constexpr char kPlastic[] = "Plastic";
inline constexpr char kPercussive[] = "Percussive";
inline constexpr char kSoft[] = "Soft";
inline constexpr char kFast[] = "Fast";
inline constexpr char kSlow[] = "Slow";
inline constexpr char kShort[] = "Short";
inline constexpr char kLong[] = "Long";
inline constexpr char kAttack[] = "Attack";
inline constexpr char kRelease[] = "Release";
inline constexpr char kDecay[] = "Decay";
inline constexpr char kSustain[] = "Sustain";
inline constexpr char kFastAttack[] = "Fast Attack";
inline constexpr char kSlowAttack[] = "Slow Attack";
inline constexpr char kShortRelease[] = "Short Release";
inline constexpr char kLongRelease[] = "Long Release";
inline constexpr char kStatic[] = "Static";
inline constexpr char kMoving[] = "Moving";
inline constexpr char kLoop[] = "Loop";
inline constexpr char kOneShot[] = "One Shot";
}  // namespace musical_character

}  // namespace attacca::vst3
