// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "midi_file/file.hpp"
#include "parlando/score/instrument.hpp"
#include "parlando/score/phrase.hpp"

namespace parlando::score {

/// What one musician would play of a MIDI file: the notes of one channel in one track.
struct MidiPart {
  std::uint32_t track = 0;    ///< In File::tracks.
  int channel = 0;            ///< 0..15
  std::string name;           ///< The track's, its instrument's or the program's; else "Part 3".
  bool has_own_name = false;  ///< The file says it, in the track's name or its instrument's.
  std::string family;         ///< Of its program, as in families(); empty: it has none.
  std::size_t notes = 0;
  KeyRange range;
};

/// The parts of a file that have notes, in the order of tracks and channels. In a track of several
/// channels each is one, and has the channel in its name. Channel 10 is drums where nothing says
/// otherwise. [any] Source of programs: General MIDI level 1, MIDI Association.
[[nodiscard]] std::vector<MidiPart> parts_of(const attacca::midi_file::File& file);

/// The channel messages of a part, in their order: they lie in the file.
using PartMessages = std::vector<const attacca::midi_file::Message*>;

/// Those of each of the file's parts. One pass over the file. [any]
[[nodiscard]] std::vector<PartMessages> messages_of(const attacca::midi_file::File& file,
                                                    const std::vector<MidiPart>& parts);

/// The notes of a part, in quarter notes from the file's beginning; `messages` are its own. [any]
[[nodiscard]] Phrase phrase_of(const attacca::midi_file::File& file, const MidiPart& part,
                               const PartMessages& messages);
/// The same of one part alone. [any]
[[nodiscard]] Phrase phrase_of(const attacca::midi_file::File& file, const MidiPart& part);

/// The family of a General MIDI program 0..127. [any]
[[nodiscard]] std::string family_of_program(int program);

}  // namespace parlando::score
