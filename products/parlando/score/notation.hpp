// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "parlando/score/phrase.hpp"

namespace parlando::score {

/// The text notation of phrases, for people and for the descriptions of tools. Made for one line:
///
///     4/4 mf C4:1 E4 G4:2 | [F3 A3 C4]:3 R:1 | @pizzicato C4:1/2 D4!100 E4:3~ | E4:2 &
///
/// [any]
inline constexpr const char* kNotationHelp =
    "Notes are words with blanks between them, one after the other: C4:1 is C4 for one beat "
    "(a quarter note), F#3:1/2 half of one, Bb2:1.5 one and a half; C4 is MIDI key 60. "
    "Without :LENGTH a note is as long as the one before it (1 at first). R:1 is a rest. "
    "[C4 E4 G4]:2 is a chord. ppp pp p mp mf f ff fff set how loud the notes after them are, v80 "
    "the "
    "same as a velocity of 1 to 127, and C4:1!100 that of this note alone. C4:2~ is tied to the "
    "next "
    "note, which has to be C4 too; [C4~ E4]:1 ties one note of a chord. @pizzicato, or "
    "@\"sul tasto\", chooses an articulation of the instrument for the notes after it, @ the usual "
    "one. A time signature as 3/4 in front lets | check that bars are full; the first one may be a "
    "pick-up. & begins another voice, again at the phrase's beginning.";

/// Reads a phrase. [any] Errors: "line 1, column 9: "H4:1": what is wrong and what is expected",
/// the first one; longer than 64 kB, or than a phrase may be.
[[nodiscard]] attacca::Result<Phrase> parse_notation(std::string_view text);

/// The phrase in the notation, so that reading it gives the same notes again: times and lengths to
/// 1e-6 beats, velocities to the nearest of 127; channels have no word there. Notes that overlap
/// are in voices. `grid` above 0: times and lengths are the nearest multiple of it, in quarter
/// notes, and no length is less. [any]
[[nodiscard]] std::string print_notation(const Phrase& phrase, double grid = 0.0);

}  // namespace parlando::score
