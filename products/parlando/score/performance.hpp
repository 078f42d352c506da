// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "parlando/score/instrument.hpp"
#include "parlando/score/phrase.hpp"

namespace parlando::score {

/// What is to be sent to a musician so that its instrument plays: a note, a controller or a
/// program.
struct PlayedEvent {
  enum class Kind { program, controller, key_switch, note };
  Kind kind = Kind::note;
  double at = 0.0;    ///< Quarter notes since the phrase's beginning.
  double lead = 0.0;  ///< Seconds by which it is sent earlier than that.
  double beats =
      0.0;       ///< A note's length, and a held key switch's; 0 of a key switch: a short tap.
  int key = 60;  ///< As it is sent, 0..127.
  double velocity = 0.0;  ///< 0..1
  int channel = 0;        ///< 0..15
  int number = 0;         ///< The controller, or the program, 0..127.
  int value = 0;          ///< A controller's, 0..127.
};

/// A phrase as an instrument plays it.
struct Performance {
  std::vector<PlayedEvent>
      events;  ///< In order of time; what chooses an articulation stands before its notes.
  std::vector<std::string> warnings;  ///< In sentences, for who wrote the phrase.
};

/// How much earlier than its notes an articulation is chosen, in seconds.
inline constexpr double kSwitchLead = 0.02;

/// Plays a phrase on an instrument: keys are transposed, articulations chosen by what the
/// definition says (again only when another one is wanted, and for the first note), and each event
/// leads by the instrument's latency. Warned of are notes outside the range (which are sent
/// nevertheless, but for those on a key switch), outside the comfortable range, more at a time than
/// its polyphony, and articulations that it does not have, which are played as usual. Not for
/// sections. [any]
[[nodiscard]] Performance perform(const Phrase& phrase, const Instrument& instrument);

/// A musician of a section, and what its instrument can do.
struct SectionMember {
  std::string name;
  Instrument instrument;
};

/// The phrases of a section's musicians, in their order, and what could not be given to anyone.
struct DividedPhrase {
  std::vector<Phrase> phrases;
  std::vector<std::string> warnings;
};

/// Divides chords among musicians by their ranges: of notes that begin together the highest goes to
/// the first musician that can play it, and voices do not cross; a note prefers a musician in whose
/// comfortable range it lies and who has nothing to play yet, and a musician gets no more notes at
/// a time than its polyphony. Notes that nobody can play are left out, with a warning. [any]
[[nodiscard]] DividedPhrase divide(const Phrase& phrase, const std::vector<SectionMember>& members);

}  // namespace parlando::score
