// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "parlando/conductor/fields.hpp"

namespace parlando::program {

/// What one musician was heard to play.
struct HeardPart {
  std::string name;
  Json notes = Json::array();  ///< as docs/parlando/control.md, "listen"
};

/// The notes as a MIDI file, a track for each musician. Beat `origin` of the timeline is the file's
/// beginning; notes that still sound end at beat `now`. [any]
[[nodiscard]] std::string midi_file_of(const std::vector<HeardPart>& parts, double tempo,
                                       double origin, double now);

/// The first beat at which a note begins, or `otherwise`. [any]
[[nodiscard]] double first_beat(const std::vector<HeardPart>& parts, double otherwise);

}  // namespace parlando::program
