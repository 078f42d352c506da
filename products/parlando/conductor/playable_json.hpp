// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "parlando/conductor/fields.hpp"
#include "parlando/conductor/scheduler.hpp"

namespace parlando {

/// Something to be played, in the time of its phrase.
struct PhraseEvent {
  double at = 0;       ///< quarter notes since the phrase's beginning
  double beats = 0;    ///< how long a note or a curve lasts; 0 for all else
  double seconds = 0;  ///< the same, where it was given so; else 0
  Playable what;
};

/// Reads one event as docs/parlando/control.md has it ("Events of a phrase"). [any] Errors: begin
/// with `where`.
attacca::Result<PhraseEvent> parse_event(const Json& json, const std::string& where);

using EventList = std::shared_ptr<const std::vector<PhraseEvent>>;
using EventsRead = attacca::Result<EventList>;

/// Reads a list of them, and puts it in order of time. [any] Errors: as above, with the place.
EventsRead parse_events(const Json& list, const std::string& where);

/// What one musician is to play, in order of time.
struct MusicianPart {
  Id musician;
  EventList events;
  double latency = 0;  ///< seconds: the instrument's
};

/// Gives a note or a curve its length: seconds, or beats for what is timed by beats. [any]
void set_duration(Playable& what, double duration);

}  // namespace parlando
