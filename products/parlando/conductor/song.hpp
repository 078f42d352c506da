// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "midi_file/file.hpp"
#include "parlando/conductor/playable_json.hpp"
#include "parlando/score/midi_parts.hpp"

namespace parlando {

/// A MIDI file that was opened, its parts, and what each of them plays.
struct Song {
  std::string name;
  attacca::midi_file::File file;
  std::vector<score::MidiPart> parts;
  std::vector<EventList> events;  ///< of each part
};
using SongRead = attacca::Result<std::shared_ptr<const Song>>;

/// Reads one from a file. [not audio] Errors: what is wrong with it, and where.
SongRead read_song(const std::filesystem::path& file, std::string name);
/// From its bytes, in base64. [not audio] Errors: no base64; as above.
SongRead read_song_of_base64(const std::string& data, std::string name);

}  // namespace parlando
