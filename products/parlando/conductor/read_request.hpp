// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parlando/conductor/fields.hpp"
#include "parlando/conductor/playable_json.hpp"
#include "parlando/conductor/song.hpp"

namespace parlando {

/// A request that has been read, with all that takes long and needs no conductor: megabytes of
/// JSON, a MIDI file, the events of a phrase.
struct ReadRequest {
  Json object;                    ///< the request, unless there is a fault
  std::string fault;              ///< why it is none
  SongRead song = nullptr;        ///< of "midi"
  std::vector<EventsRead> parts;  ///< of "play": the events of each of its parts
};

/// Whatever is wrong with it is found in the result. [not audio]
ReadRequest read_request(std::string_view json);
/// Whether that may take longer than a conductor can wait. [not audio]
[[nodiscard]] bool takes_long_to_read(std::string_view json) noexcept;

}  // namespace parlando
