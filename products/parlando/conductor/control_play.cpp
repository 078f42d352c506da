// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Requests that make something sound, and end it.

#include <algorithm>
#include <cmath>
#include <utility>

#include "parlando/conductor/control.hpp"
#include "parlando/conductor/control_json.hpp"
#include "parlando/conductor/musician_lookup.hpp"
#include "parlando/conductor/playable_json.hpp"
#include "parlando/conductor/tempo_map.hpp"

namespace parlando {
namespace {

/// From the request to the first sound: time for the packets to arrive and for the musician's block
/// to begin after that.
constexpr double kLead = 25;  // ms
/// A bar that begins sooner than this is too near.
constexpr double kBarMargin = 0.25;  // beats

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

attacca::Result<std::vector<PhraseEvent>> events_in(const Json& list, const std::string& where) {
  std::vector<PhraseEvent> events;
  events.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto event = parse_event(list[i], where + "[" + std::to_string(i) + "]");
    if (!event) return attacca::fail(event.error().message);
    events.push_back(std::move(*event));
  }
  return events;
}

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

}  // namespace

void Control::add_playing() {
  add("send", [this](Fields& fields, const Caller& caller, Moment now) {
    return send(fields, caller, now);
  });
  add("play", [this](Fields& fields, const Caller& caller, Moment now) {
    return play(fields, caller, now);
  });
  add("midi", [this](Fields& fields, const Caller&, Moment) { return midi(fields); });
  add("phrase", [this](Fields& fields, const Caller&, Moment) { return phrase(fields); });
  add("stop", [this](Fields& fields, const Caller&, Moment now) { return stop(fields, now); });
}

Control::Reply Control::send(Fields& fields, const Caller& caller, Moment now) {
  const auto id = musician_in(fields, "to");
  if (!id) return attacca::fail("send: " + id.error().message);
  auto event = parse_event(fields.require("event").any("event"), "send: event");
  if (!event) return attacca::fail(event.error().message);
  const bool waits = fields.truth("wait", false);
  if (!fields.finish()) return attacca::fail(fields.error());
  set_duration(event->what, event->seconds > 0
                                ? event->seconds
                                : event->beats * 60 / conductor_.transport().tempo());
  hold(caller, *id, event->what);
  conductor_.registry().want_reports(true, now);
  Scheduler& scheduler = conductor_.scheduler();
  const PhraseId phrase = scheduler.begin("send", false, false);
  scheduler.add(phrase, *id, {}, std::move(event->what), now);
  scheduler.close(phrase);
  if (waits) {
    waiting_.emplace(phrase, caller);
    return std::nullopt;
  }
  return Json{{"phrase", phrase}, {"musician", text_of(*id)}};
}

attacca::Result<std::vector<MusicianPart>> Control::parts_given(Fields& fields) {
  const Json& list = fields.require("parts").list("parts");
  std::vector<MusicianPart> parts;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string where = "play: parts[" + std::to_string(i) + "]";
    Fields part(list[i], where);
    const auto id = musician_in(part, "to");
    if (!id) return attacca::fail(where + ": " + id.error().message);
    auto events = events_in(part.require("events").list("events"), where + ".events");
    if (!events) return attacca::fail(events.error().message);
    if (!part.finish()) return attacca::fail(part.error());
    parts.push_back({*id, std::move(*events)});
  }
  return parts;
}

Control::Reply Control::play(Fields& fields, const Caller& caller, Moment now) {
  const auto number = static_cast<std::uint64_t>(fields.whole("file", 0, 1, 1LL << 53U));
  const auto song = songs_.find(number);
  if (fields.has("file") && song == songs_.end()) {
    return attacca::fail("play: no such file is open: ask for midi first");
  }
  auto parts = song == songs_.end() ? parts_given(fields) : parts_of_song(fields, song->second);
  if (!parts) return attacca::fail(parts.error().message);
  double latency = 0;
  std::size_t count = 0;
  for (const MusicianPart& part : *parts) {
    latency = std::max(latency, latency_of(part.musician));
    count += part.events.size();
  }
  const std::string name = fields.text("name", song == songs_.end() ? "phrase" : song->second.name);
  const bool at_once = fields.truth("ahead", false);
  const bool waits = fields.truth("wait", false);
  auto placing = placing_of(fields, conductor_.transport(), now, latency);
  if (!placing) return attacca::fail(placing.error().message);
  if (song != songs_.end() && fields.any("tempo").is_null()) {
    placing->tempo = TempoMap(song->second.file.tempos);
  }
  Scheduler& scheduler = conductor_.scheduler();
  if (scheduler.waiting() + count > Scheduler::kMostWaiting) {
    fields.complain("too much waits to be played already: stop some of it");
  }
  if (!fields.finish()) return attacca::fail(fields.error());

  conductor_.registry().want_reports(true, now);
  const PhraseId phrase = scheduler.begin(name, placing->is_by_beats, at_once);
  for (MusicianPart& part : *parts) {
    const double own = latency_of(part.musician);
    for (PhraseEvent& event : part.events) {
      const auto [due, duration] = placing->place(event, own);
      if (event.beats > 0) set_duration(event.what, duration);
      scheduler.add(phrase, part.musician, due, std::move(event.what), now);
    }
  }
  scheduler.close(phrase);
  if (waits) {
    waiting_.emplace(phrase, caller);
    return std::nullopt;
  }
  Json reply = {{"phrase", phrase}, {"messages", count}};
  if (placing->is_by_beats) {
    reply["starts_at_beat"] = placing->start_beat;
  } else {
    reply["starts_in_ms"] =
        std::round(static_cast<double>(placing->start_wall - now.wall) / kMillisecond * 1e3) / 1e3;
  }
  return reply;
}

Control::Reply Control::phrase(Fields& fields) {
  const auto id =
      static_cast<PhraseId>(fields.require("phrase").whole("phrase", 0, 1, std::int64_t{1} << 53));
  if (!fields.finish()) return attacca::fail(fields.error());
  const PhraseRecord* record = conductor_.scheduler().find(id);
  if (record == nullptr) {
    return attacca::fail("phrase: there is none with the number " + std::to_string(id) +
                         "; the last 256 are remembered");
  }
  return parlando::json_of(*record);
}

Control::Reply Control::stop(Fields& fields, Moment now) {
  Scheduler& scheduler = conductor_.scheduler();
  if (fields.has("phrase")) {
    const auto id = static_cast<PhraseId>(fields.whole("phrase", 0, 1, std::int64_t{1} << 53));
    if (fields.has("to")) fields.complain("\"to\" and \"phrase\" exclude each other");
    const PhraseRecord* record = scheduler.find(id);
    if (record == nullptr) fields.complain("there is no phrase " + std::to_string(id));
    if (!fields.finish()) return attacca::fail(fields.error());
    if (record->state == PhraseRecord::State::playing) conductor_.stop(*record, now);
    return parlando::json_of(*record);
  }
  const MusicianRecord* musician = nullptr;
  if (fields.has("to")) {
    const auto id = musician_in(fields, "to");
    if (!id) return attacca::fail("stop: " + id.error().message);
    musician = conductor_.registry().find(*id);
  }
  if (!fields.finish()) return attacca::fail(fields.error());
  if (musician == nullptr) {
    std::vector<PhraseId> playing;
    for (const auto& [id, record] : scheduler.phrases()) {
      if (record.state == PhraseRecord::State::playing) playing.push_back(id);
    }
    for (const PhraseId id : playing) scheduler.stop(id);
  }
  conductor_.silence(musician);
  return Json::object();
}

}  // namespace parlando
