// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <limits>
#include <set>
#include <string>

#include "parlando/conductor/sent_log.hpp"
#include "parlando/protocol/id.hpp"

namespace parlando {

/// What became of a phrase so far.
struct PhraseRecord {
  enum class State : std::uint8_t {
    playing,  ///< something of it is still to be sent, to sound or to be reported
    done,
    stopped,
  };

  PhraseId id = 0;
  std::string name;  ///< for people: a file's, or what asked for it
  State state = State::playing;
  bool is_by_beats = false;  ///< timed by the DAW's timeline, not by the wall clock
  std::set<Id> musicians;

  std::uint64_t messages = 0;
  std::uint64_t sent = 0;
  std::uint64_t unreachable = 0;  ///< their musician was not there when they were due
  std::uint64_t dropped = 0;      ///< too many packets waited for their process
  std::uint64_t reported = 0;     ///< of those sent, carried out
  std::uint64_t late = 0;         ///< of those reported, after they were due
  std::int32_t most_late = 0;     ///< samples
  std::uint64_t notes = 0;
  std::uint64_t notes_reported = 0;

  std::int64_t first_wall = std::numeric_limits<std::int64_t>::max();  ///< ns: what sounded first
  std::int64_t last_wall = 0;                                          ///< … and last
  double first_beat = -1;                                              ///< -1 unknown
  double last_beat = -1;

  // When it is over, on the clock that it is timed by.
  std::int64_t end_steady = 0;
  double end_beat = 0;
  std::int64_t sounds_until = 0;  ///< steady: of what was reported, as far as can be told
  std::int64_t over = 0;          ///< steady: since when reports alone are waited for; 0 not yet
};

/// "playing", "done", "stopped". [any]
[[nodiscard]] constexpr const char* name_of(PhraseRecord::State state) noexcept {
  switch (state) {
    case PhraseRecord::State::done:
      return "done";
    case PhraseRecord::State::stopped:
      return "stopped";
    case PhraseRecord::State::playing:
      break;
  }
  return "playing";
}

}  // namespace parlando
