// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/control_json.hpp"

#include <cmath>
#include <cstdio>

#include "parlando/score/key_name.hpp"

namespace parlando {
namespace {

Json color_of(std::int32_t color) {
  if (color < 0) return nullptr;
  char text[16];
  std::snprintf(text, sizeof text, "#%06x", static_cast<unsigned>(color));
  return text;
}

Json milliseconds(std::int64_t nanoseconds) {
  if (nanoseconds < 0) return nullptr;
  return std::round(static_cast<double>(nanoseconds) / 1'000) / 1'000;
}

Json or_null(double number, bool is_there) {
  return is_there ? Json(number) : Json();
}

}  // namespace

Json json_of(const MusicianRecord& musician, const ProcessRecord* process, const Session& session) {
  Json json = {{"id", text_of(musician.id)}, {"name", musician.name}};
  Json aliases = Json::array();
  for (const auto& [alias, id] : session.aliases) {
    if (id == musician.id) aliases.push_back(alias);
  }
  json["aliases"] = std::move(aliases);
  json["name_source"] = musician.name_source;
  json["color"] = color_of(musician.color);
  json["role"] = musician.role;
  json["instrument"] = musician.instrument;
  json["primary"] = musician.is_primary;
  json["gone"] = musician.is_gone;
  json["link"] = musician.is_gone || process == nullptr ? "dead" : name_of(process->link);
  json["round_trip_ms"] = milliseconds(process == nullptr ? -1 : process->round_trip);
  json["sample_rate"] = or_null(musician.sample_rate, musician.sample_rate > 0);
  json["process"] = text_of(musician.process);
  json["address"] = to_string(musician.address);
  const Heartbeat beat = musician.heartbeat.value_or(Heartbeat{});
  json["processed"] = musician.heartbeat ? Json(beat.is_processed) : Json();
  json["free_wheels"] = musician.clock && musician.clock->free_wheels;
  json["sounding"] = beat.sounding;
  json["waiting"] = beat.waiting;
  json["late"] = beat.late;
  json["lost"] = beat.lost;
  json["dropped"] = beat.dropped;
  json["missing"] = musician.missing;
  json["restarts"] = musician.restarts;
  return json;
}

Json json_of(const ProcessRecord& process) {
  return {{"id", text_of(process.id)},
          {"address", to_string(process.address)},
          {"link", name_of(process.link)},
          {"round_trip_ms", milliseconds(process.round_trip)},
          {"musicians", process.musicians},
          {"packets", process.echo.packets},
          {"rejected", process.echo.rejected},
          {"unknown", process.echo.unknown},
          {"kernel_drops", process.echo.kernel_drops}};
}

Json json_of(const TransportClock& transport, std::int64_t wall) {
  if (!transport.is_known()) return {{"known", false}};
  const TransportIs& last = transport.last();
  const double beat = transport.beat_at(wall);
  const double length = transport.bar_length();
  const double bar_start =
      last.bar_start + std::floor((beat - last.bar_start) / length + 1e-9) * length;
  return {{"known", true},
          {"playing", last.playing},
          {"recording", last.recording},
          {"tempo", or_null(last.tempo, last.tempo > 0)},
          {"beat", beat},
          {"bar_start", bar_start},
          {"signature", {last.numerator, last.denominator}},
          {"loop", last.looping ? Json{last.loop_start, last.loop_end} : Json()},
          {"sample_rate", or_null(last.sample_rate, last.sample_rate > 0)},
          {"primary", text_of(last.id)}};
}

Json json_of(const PhraseRecord& phrase) {
  Json musicians = Json::array();
  for (const Id id : phrase.musicians) musicians.push_back(text_of(id));
  return {{"phrase", phrase.id},
          {"name", phrase.name},
          {"state", name_of(phrase.state)},
          {"messages", phrase.messages},
          {"sent", phrase.sent},
          {"unreachable", phrase.unreachable},
          {"dropped", phrase.dropped},
          {"reported", phrase.reported},
          {"notes", phrase.notes},
          {"notes_sounded", phrase.notes_reported},
          {"late", phrase.late},
          {"most_late_samples", phrase.most_late},
          {"first_beat", or_null(phrase.first_beat, phrase.first_beat >= 0)},
          {"last_beat", or_null(phrase.last_beat, phrase.last_beat >= 0)},
          {"sounded_for_ms",
           phrase.last_wall > 0 ? milliseconds(phrase.last_wall - phrase.first_wall) : Json()},
          {"musicians", std::move(musicians)}};
}

Json json_of(const Heard& note) {
  return {{"index", note.index},
          {"key", note.key},
          {"name", score::name_of_key(note.key)},
          {"velocity", note.velocity},
          {"channel", note.channel + 1},
          {"start", note.start},
          {"length", or_null(note.length, note.length >= 0)},
          {"source", note.source.view()}};
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace parlando
