// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <utility>

#include "attacca/base/result.hpp"
#include "parlando/conductor/fields.hpp"
#include "parlando/conductor/moment.hpp"
#include "parlando/conductor/playable_json.hpp"
#include "parlando/conductor/scheduler.hpp"
#include "parlando/conductor/tempo_map.hpp"
#include "parlando/conductor/transport_clock.hpp"

namespace parlando {

/// How a phrase is put on a clock.
struct Placing {
  bool is_by_beats = false;
  double start_beat = 0;        // of the DAW's timeline
  double latency_tempo = 120;   // what seconds are told in beats by
  double loop_start = 0;        // what lies before it …
  double loop_length = 0;       // … is reached at the loop's end; 0: no loop
  bool stands = false;          // the timeline: nothing can be played before its position
  std::int64_t start_wall = 0;  // ns
  TempoMap tempo{120};

  /// When an event is due at an instrument of such a latency (seconds), and how long it lasts: in
  /// beats of the DAW or in seconds.
  [[nodiscard]] std::pair<Due, double> place(const PhraseEvent& event, double latency) const {
    if (is_by_beats) {
      double beat = start_beat + event.at - latency * latency_tempo / 60;
      if (loop_length > 0 && beat < loop_start) beat += loop_length;
      if (stands && loop_length <= 0) beat = std::max(beat, start_beat);
      const double beats = event.seconds > 0 ? event.seconds * latency_tempo / 60 : event.beats;
      return {{Due::Clock::beat, 0, beat}, beats};
    }
    const double at = tempo.seconds_at(event.at);
    const double length =
        event.seconds > 0 ? event.seconds : tempo.seconds_at(event.at + event.beats) - at;
    return {{Due::Clock::wall, start_wall + nanoseconds_of(at - latency), 0}, length};
  }
};

/// As the fields "clock", "tempo", "lead_ms" and "start" of a request have it; `latency` is the
/// slowest instrument's, in seconds. Errors: the request's.
attacca::Result<Placing> placing_of(Fields& fields, const TransportClock& transport, Moment now,
                                    double latency);

}  // namespace parlando
