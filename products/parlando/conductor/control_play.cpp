// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Requests that make something sound, and end it.

#include <algorithm>
#include <cmath>
#include <utility>

#include "parlando/conductor/control.hpp"
#include "parlando/conductor/control_json.hpp"
#include "parlando/conductor/musician_lookup.hpp"
#include "parlando/conductor/placing.hpp"
#include "parlando/conductor/playable_json.hpp"

namespace parlando {
namespace {

/// What giving phrases to the scheduler may take in one turn.
constexpr std::int64_t kFeedTurn = 5 * kMillisecond;

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
    (void)part.require("events").list("events");
    const EventsRead& events = being_met_->parts[i];
    if (!events) return attacca::fail(events.error().message);
    if (!part.finish()) return attacca::fail(part.error());
    parts.push_back({*id, *events});
  }
  return parts;
}

Control::Reply Control::play(Fields& fields, const Caller& caller, Moment now) {
  const auto number = static_cast<std::uint64_t>(fields.whole("file", 0, 1, 1LL << 53U));
  const auto found = songs_.find(number);
  const std::shared_ptr<const Song> song = found == songs_.end() ? nullptr : found->second;
  if (fields.has("file") && song == nullptr) {
    return attacca::fail("play: no such file is open: ask for midi first");
  }
  auto parts = song == nullptr ? parts_given(fields) : parts_of_song(fields, *song);
  if (!parts) return attacca::fail(parts.error().message);
  double latency = 0;
  std::size_t count = 0;
  for (MusicianPart& part : *parts) {
    part.latency = latency_of(part.musician);
    latency = std::max(latency, part.latency);
    count += part.events->size();
  }
  const std::string name = fields.text("name", song == nullptr ? "phrase" : song->name);
  const bool at_once = fields.truth("ahead", false);
  const bool waits = fields.truth("wait", false);
  auto placing = placing_of(fields, conductor_.transport(), now, latency);
  if (!placing) return attacca::fail(placing.error().message);
  if (song != nullptr && fields.any("tempo").is_null()) {
    placing->tempo = TempoMap(song->file.tempos);
  }
  Scheduler& scheduler = conductor_.scheduler();
  std::size_t waiting = scheduler.waiting() + count;
  for (const PhraseFeed& feed : feeds_) {
    const PhraseRecord* record = scheduler.find(feed.phrase());
    const bool is_stopped = record == nullptr || record->state != PhraseRecord::State::playing;
    if (!is_stopped) waiting += feed.left();
  }
  if (waiting > Scheduler::kMostWaiting) {
    fields.complain("too much waits to be played already: stop some of it");
  }
  if (!fields.finish()) return attacca::fail(fields.error());

  conductor_.registry().want_reports(true, now);
  const PhraseId phrase = scheduler.begin(name, placing->is_by_beats, at_once);
  Json reply = {{"phrase", phrase}, {"messages", count}};
  if (placing->is_by_beats) {
    reply["starts_at_beat"] = placing->start_beat;
  } else {
    reply["starts_in_ms"] =
        std::round(static_cast<double>(placing->start_wall - now.wall) / kMillisecond * 1e3) / 1e3;
  }
  PhraseFeed feed(phrase, std::move(*placing), std::move(*parts), now);
  if (!feed.give(scheduler, now, Moment::now().steady + kFeedTurn)) {
    feeds_.push_back(std::move(feed));
  }
  if (waits) {
    waiting_.emplace(phrase, caller);
    return std::nullopt;
  }
  return reply;
}

void Control::feed(Moment now) {
  if (feeds_.empty()) return;
  const std::int64_t until = Moment::now().steady + kFeedTurn;
  std::erase_if(feeds_,
                [&](PhraseFeed& feed) { return feed.give(conductor_.scheduler(), now, until); });
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
    if (!fields.finish() || record == nullptr) return attacca::fail(fields.error());
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
  if (musician != nullptr) {
    for (PhraseFeed& feed : feeds_) feed.forget(musician->id);
  }
  return Json::object();
}

}  // namespace parlando
