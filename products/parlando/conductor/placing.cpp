// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/placing.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace parlando {
namespace {

/// From the request to the first sound: time for the packets to arrive and for the musician's block
/// to begin after that.
constexpr double kLead = 25;  // ms
/// A bar that begins sooner than this is too near.
constexpr double kBarMargin = 0.25;  // beats

/// Where a phrase begins that is asked for while the timeline rolls or stands: late enough for the
/// slowest instrument, and at the loop's start instead of its end.
void start_soon(Placing& placing, const TransportClock& transport, Moment now, bool at_bar,
                double seconds) {
  placing.stands = !transport.is_rolling();
  const double beats = placing.stands ? 0 : seconds * transport.tempo() / 60;
  const double margin = placing.stands ? 0 : std::max(kBarMargin, beats);
  placing.start_beat =
      at_bar ? transport.next_bar(now.wall, margin) : transport.beat_at(now.wall) + beats;
  const TransportIs& last = transport.last();
  const double length = last.loop_end - last.loop_start;
  if (!last.looping || length <= 0 || transport.beat_at(now.wall) >= last.loop_end) return;
  if (placing.start_beat < last.loop_end) return;
  placing.start_beat = last.loop_start + std::fmod(placing.start_beat - last.loop_end, length);
  placing.loop_start = last.loop_start;
  placing.loop_length = length;
}

}  // namespace

attacca::Result<Placing> placing_of(Fields& fields, const TransportClock& transport, Moment now,
                                    double latency) {
  Placing placing;
  const std::string clock = fields.text("clock", "own");
  const Json& tempo = fields.any("tempo");
  const double lead = fields.number("lead_ms", kLead, 0, 60'000);
  const Json& start = fields.any("start");
  if (clock != "own" && clock != "daw") fields.complain("\"clock\" has to be own or daw");
  placing.is_by_beats = clock == "daw";
  if (placing.is_by_beats) {
    if (!tempo.is_null()) fields.complain("the tempo is the DAW's where \"clock\" is daw");
    if (!transport.is_known()) {
      fields.complain(
          "no musician tells where the DAW's timeline is: leave \"clock\" out, or see parlando "
          "doctor");
    }
    placing.latency_tempo = transport.tempo();
    if (start.is_number()) {
      placing.start_beat = start.get<double>();
    } else if (start.is_null() || start == "bar") {
      start_soon(placing, transport, now, true, lead / 1'000 + latency);
    } else if (start == "now") {
      start_soon(placing, transport, now, false, lead / 1'000 + latency);
    } else {
      fields.complain("\"start\" has to be a beat, \"bar\" or \"now\"");
    }
  } else {
    if (!start.is_null() && start != "now") {
      fields.complain("\"start\" needs \"clock\":\"daw\"");
    }
    placing.start_wall = now.wall + nanoseconds_of(lead / 1'000 + latency);
    if (tempo.is_null()) {
      placing.tempo = TempoMap(transport.tempo());
    } else if (const auto map = TempoMap::parse(tempo)) {
      placing.tempo = *map;
    } else {
      fields.complain(map.error().message);
    }
  }
  if (!fields.error().empty()) return attacca::fail(fields.error());
  return placing;
}

}  // namespace parlando
