// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <string_view>

#include "abi/vst3/base/types.hpp"

namespace attacca::vst3 {

inline constexpr Speaker kSpeakerL = Speaker{1} << 0;
inline constexpr Speaker kSpeakerR = Speaker{1} << 1;
inline constexpr Speaker kSpeakerC = Speaker{1} << 2;
inline constexpr Speaker kSpeakerLfe = Speaker{1} << 3;
inline constexpr Speaker kSpeakerLs = Speaker{1} << 4;
inline constexpr Speaker kSpeakerRs = Speaker{1} << 5;
inline constexpr Speaker kSpeakerLc = Speaker{1} << 6;
inline constexpr Speaker kSpeakerRc = Speaker{1} << 7;
inline constexpr Speaker kSpeakerS = Speaker{1} << 8;
inline constexpr Speaker kSpeakerCs = Speaker{1} << 8;
inline constexpr Speaker kSpeakerSl = Speaker{1} << 9;
inline constexpr Speaker kSpeakerSr = Speaker{1} << 10;
inline constexpr Speaker kSpeakerTc = Speaker{1} << 11;
inline constexpr Speaker kSpeakerTfl = Speaker{1} << 12;
inline constexpr Speaker kSpeakerTfc = Speaker{1} << 13;
inline constexpr Speaker kSpeakerTfr = Speaker{1} << 14;
inline constexpr Speaker kSpeakerTrl = Speaker{1} << 15;
inline constexpr Speaker kSpeakerTrc = Speaker{1} << 16;
inline constexpr Speaker kSpeakerTrr = Speaker{1} << 17;
inline constexpr Speaker kSpeakerLfe2 = Speaker{1} << 18;
inline constexpr Speaker kSpeakerM = Speaker{1} << 19;
inline constexpr Speaker kSpeakerACN0 = Speaker{1} << 20;
inline constexpr Speaker kSpeakerACN1 = Speaker{1} << 21;
inline constexpr Speaker kSpeakerACN2 = Speaker{1} << 22;
inline constexpr Speaker kSpeakerACN3 = Speaker{1} << 23;
inline constexpr Speaker kSpeakerACN4 = Speaker{1} << 38;
inline constexpr Speaker kSpeakerACN5 = Speaker{1} << 39;
inline constexpr Speaker kSpeakerACN6 = Speaker{1} << 40;
inline constexpr Speaker kSpeakerACN7 = Speaker{1} << 41;
inline constexpr Speaker kSpeakerACN8 = Speaker{1} << 42;
inline constexpr Speaker kSpeakerACN9 = Speaker{1} << 43;
inline constexpr Speaker kSpeakerACN10 = Speaker{1} << 44;
inline constexpr Speaker kSpeakerACN11 = Speaker{1} << 45;
inline constexpr Speaker kSpeakerACN12 = Speaker{1} << 46;
inline constexpr Speaker kSpeakerACN13 = Speaker{1} << 47;
inline constexpr Speaker kSpeakerACN14 = Speaker{1} << 48;
inline constexpr Speaker kSpeakerACN15 = Speaker{1} << 49;
inline constexpr Speaker kSpeakerACN16 = Speaker{1} << 50;
inline constexpr Speaker kSpeakerACN17 = Speaker{1} << 51;
inline constexpr Speaker kSpeakerACN18 = Speaker{1} << 52;
inline constexpr Speaker kSpeakerACN19 = Speaker{1} << 53;
inline constexpr Speaker kSpeakerACN20 = Speaker{1} << 54;
inline constexpr Speaker kSpeakerACN21 = Speaker{1} << 55;
inline constexpr Speaker kSpeakerACN22 = Speaker{1} << 56;
inline constexpr Speaker kSpeakerACN23 = Speaker{1} << 57;
inline constexpr Speaker kSpeakerACN24 = Speaker{1} << 58;
inline constexpr Speaker kSpeakerTsl = Speaker{1} << 24;
inline constexpr Speaker kSpeakerTsr = Speaker{1} << 25;
inline constexpr Speaker kSpeakerLcs = Speaker{1} << 26;
inline constexpr Speaker kSpeakerRcs = Speaker{1} << 27;
inline constexpr Speaker kSpeakerBfl = Speaker{1} << 28;
inline constexpr Speaker kSpeakerBfc = Speaker{1} << 29;
inline constexpr Speaker kSpeakerBfr = Speaker{1} << 30;
inline constexpr Speaker kSpeakerPl = Speaker{1} << 31;
inline constexpr Speaker kSpeakerPr = Speaker{1} << 32;
inline constexpr Speaker kSpeakerBsl = Speaker{1} << 33;
inline constexpr Speaker kSpeakerBsr = Speaker{1} << 34;
inline constexpr Speaker kSpeakerBrl = Speaker{1} << 35;
inline constexpr Speaker kSpeakerBrc = Speaker{1} << 36;
inline constexpr Speaker kSpeakerBrr = Speaker{1} << 37;
inline constexpr Speaker kSpeakerLw = Speaker{1} << 59;
inline constexpr Speaker kSpeakerRw = Speaker{1} << 60;

/// The short names of the loudspeakers by bit, 0..60. kSpeakerCs is another name of kSpeakerS.
inline constexpr std::array<std::string_view, 61> kSpeakerLabels = {
    "L",   "R",   "C",   "LFE", "Ls",  "Rs",   "Lc", "Rc",  "S",   "Sl",  "Sr",  "Tc",  "Tfl",
    "Tfc", "Tfr", "Trl", "Trc", "Trr", "LFE2", "M",  "0",   "1",   "2",   "3",   "Tsl", "Tsr",
    "Lcs", "Rcs", "Bfl", "Bfc", "Bfr", "Pl",   "Pr", "Bsl", "Bsr", "Brl", "Brc", "Brr", "4",
    "5",   "6",   "7",   "8",   "9",   "10",   "11", "12",  "13",  "14",  "15",  "16",  "17",
    "18",  "19",  "20",  "21",  "22",  "23",   "24", "Lw",  "Rw"};

/// The short name of one loudspeaker; empty for none or an unknown one. [any]
constexpr std::string_view speaker_label(Speaker speaker) noexcept {
  if (!std::has_single_bit(speaker)) return {};
  const auto bit = static_cast<std::size_t>(std::countr_zero(speaker));
  return bit < kSpeakerLabels.size() ? kSpeakerLabels[bit] : std::string_view{};
}

/// The number of channels of an arrangement. [any]
constexpr int channel_count(SpeakerArrangement arrangement) noexcept {
  return std::popcount(arrangement);
}

/// The loudspeaker of a channel: the set bits in ascending order. 0 beyond the last. [any]
constexpr Speaker speaker_of_channel(SpeakerArrangement arrangement, int channel) noexcept {
  for (; arrangement != 0 && channel > 0; --channel) arrangement &= arrangement - 1;
  return arrangement & (~arrangement + 1);
}

}  // namespace attacca::vst3
