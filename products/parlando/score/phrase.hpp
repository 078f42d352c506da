// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace parlando::score {

/// A note as it shall sound.
struct Note {
  double at = 0.0;         ///< Quarter notes since the phrase's beginning.
  double beats = 1.0;      ///< Its length, in quarter notes; above 0.
  int key = 60;            ///< 0..127; 60 is C4.
  double velocity = 0.63;  ///< 0..1
  int channel = 0;         ///< 0..15
  std::string articulation =
      {};  ///< By its name in the instrument's definition; empty: the usual one.

  friend bool operator==(const Note&, const Note&) = default;
};

/// Notes in order of time; at one time in the order in which they were given.
struct Phrase {
  std::vector<Note> notes;
  double beats = 0.0;  ///< To the end of its last note or rest.
};

/// What a phrase may be at most.
inline constexpr std::size_t kMostNotes = 20'000;
inline constexpr double kMostBeats = 100'000.0;  ///< Of a phrase, or of a note.

/// Puts the notes in order of time. [any]
void sort(Phrase& phrase);

}  // namespace parlando::score
