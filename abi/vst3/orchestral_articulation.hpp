// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

/// The variations of one class of articulation.
struct Variations {
  static constexpr std::int32_t kNumSubClasses = 16;

  std::uint8_t variation[16];
};

/// The variations of every class of articulation.
struct ClassificationVariations {
  static constexpr std::int32_t kNumClassifications = 17;

  Variations classification[17];
};

/// Which articulations an instrument chooses with its note-ons (the field keeps it in a namespace
/// NoteOnOrchestralArticulation).
/// Implemented by the plugin; reached through IEditController. Since VST 3.8.1.
class IInfo : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x7D34A9B4, 0x89CA45F4, 0x9284A9FD, 0x4DD9C906);

  /// Classes of articulation.
  enum class Classification : std::uint32_t {
    kCoreSoundSustainAndStrikes = 0,
    kStaccatosAndShorts = 1,
    kSameNoteTrillsRepeats = 2,
    kIntervallicTrills = 3,
    kAdditionalColors = 4,
    kPitchAndDynamicGestures = 5,
    kScalesRunsAndArpeggios = 6,
    kEffectsAndNoises = 7,
    kReserved1 = 8,
    kReserved2 = 9,
    kCustomNoteOn1 = 10,
    kCustomNoteOn2 = 11,
    kCustomNoteOn3 = 12,
    kCustomNoteOn4 = 13,
    kCustomNoteOn5 = 14,
    kCustomNoteOn6 = 15,
    kReserved3 = 16,
  };
  using enum Classification;

  /// [main; connected] The variations of a bus and channel. Out: info.
  virtual TResult getVariationsInfo(std::int32_t busIndex, std::int16_t channel,
                                    ClassificationVariations& info) = 0;

 protected:
  ~IInfo() = default;
};

}  // namespace attacca::vst3
