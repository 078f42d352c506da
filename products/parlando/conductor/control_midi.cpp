// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// MIDI files: their parts are given to musicians.

#include <algorithm>
#include <iterator>
#include <utility>

#include "parlando/conductor/control.hpp"
#include "parlando/conductor/control_json.hpp"
#include "parlando/score/instrument_files.hpp"
#include "parlando/score/key_name.hpp"

namespace parlando {
namespace {

constexpr std::size_t kSongsKept = 16;

}  // namespace

const score::Instrument* Control::definition_of(const MusicianRecord& musician) {
  if (musician.instrument.empty()) return nullptr;
  const auto [entry, is_new] = definitions_.try_emplace(musician.instrument);
  if (is_new) {
    if (auto found = score::find_instrument(musician.instrument)) entry->second = std::move(*found);
  }
  return entry->second ? &*entry->second : nullptr;
}

double Control::latency_of(Id id) {
  const auto own = store_.session.instruments.find(id);
  if (own != store_.session.instruments.end() && own->second.latency_ms > 0) {
    return own->second.latency_ms / 1'000;
  }
  const MusicianRecord* musician = conductor_.registry().find(id);
  const score::Instrument* definition = musician == nullptr ? nullptr : definition_of(*musician);
  return definition == nullptr ? 0 : definition->latency;
}

attacca::Result<std::vector<score::Match>> Control::matches_for(const Song& song, const Json& map,
                                                                std::vector<Id>& musicians) {
  if (!map.is_null() && !map.is_object()) {
    return attacca::fail("\"map\" has to be an object {part: musician}");
  }
  definitions_.clear();  // they may have been written anew meanwhile
  std::vector<score::MusicianToMatch> candidates;
  for (const MusicianRecord* musician : conductor_.registry().musicians()) {
    if (!conductor_.registry().is_reachable(*musician)) continue;
    score::MusicianToMatch candidate{
        musician->name, {text_of(musician->id)}, musician->instrument, ""};
    for (const auto& [alias, id] : store_.session.aliases) {
      if (id == musician->id) candidate.aliases.push_back(alias);
    }
    if (const score::Instrument* definition = definition_of(*musician)) {
      candidate.aliases.insert(candidate.aliases.end(), definition->aliases.begin(),
                               definition->aliases.end());
      candidate.family = definition->family;
    }
    musicians.push_back(musician->id);
    candidates.push_back(std::move(candidate));
  }
  std::vector<score::PartToMatch> parts;
  for (const score::MidiPart& part : song.parts) parts.push_back({part.name, part.family});
  std::vector<std::pair<std::string, std::string>> given;
  const auto kept = store_.session.maps.find(song.name);
  if (map.is_object()) {
    for (const auto& [part, musician] : map.items()) {
      if (!musician.is_string() && !musician.is_null()) {
        return attacca::fail("a part is mapped to the name of a musician, or to null for nobody");
      }
      given.emplace_back(part, musician.is_null() ? "" : musician.get<std::string>());
    }
  } else if (kept != store_.session.maps.end()) {
    // Who is not there now keeps the part for later.
    const auto is_there = [&](const std::string& name) {
      return name.empty() ||
             std::any_of(candidates.begin(), candidates.end(), [&](const auto& one) {
               return one.name == name ||
                      std::find(one.aliases.begin(), one.aliases.end(), name) != one.aliases.end();
             });
    };
    std::copy_if(kept->second.begin(), kept->second.end(), std::back_inserter(given),
                 [&](const auto& entry) { return is_there(entry.second); });
    auto matches = score::match(parts, candidates, given);
    if (matches) return matches;
    given.clear();  // of an orchestra that is another one by now
  }
  return score::match(parts, candidates, given);
}

Control::Reply Control::midi(Fields& fields) {
  const std::string path = fields.text("path");
  const std::string data = fields.text("data");
  (void)fields.text("name");
  const Json& map = fields.any("map");
  if (path.empty() == data.empty()) fields.complain("either \"path\" or \"data\" is needed");
  if (!fields.finish()) return attacca::fail(fields.error());
  const SongRead& read = being_met_->song;
  if (!read) return attacca::fail("midi: " + read.error().message);
  const Song& song = **read;
  std::vector<Id> musicians;
  const auto matches = matches_for(song, map, musicians);
  if (!matches) return attacca::fail("midi: " + matches.error().message);
  Json parts = Json::array();
  for (std::size_t i = 0; i < song.parts.size(); ++i) {
    const score::MidiPart& part = song.parts[i];
    const score::Match& match = (*matches)[i];
    parts.push_back({{"part", i + 1},
                     {"name", part.name},
                     {"notes", part.notes},
                     {"channel", part.channel + 1},
                     {"lowest", score::name_of_key(part.range.lowest)},
                     {"highest", score::name_of_key(part.range.highest)},
                     {"family", part.family},
                     {"to", match.musician ? Json(text_of(musicians[*match.musician])) : Json()},
                     {"reason", score::name_of(match.reason)},
                     {"text", match.text}});
  }
  Json reply = {{"file", ++last_song_},      {"name", song.name},
                {"beats", song.file.beats},  {"seconds", song.file.seconds},
                {"tempo", song.file.tempo},  {"parts", std::move(parts)},
                {"remarks", song.file.notes}};
  songs_[last_song_] = *read;
  if (songs_.size() > kSongsKept) songs_.erase(songs_.begin());
  return reply;
}

attacca::Result<std::vector<MusicianPart>> Control::parts_of_song(Fields& fields,
                                                                  const Song& song) {
  std::vector<Id> musicians;
  const auto matches = matches_for(song, fields.any("map"), musicians);
  if (!matches) return attacca::fail("play: " + matches.error().message);
  std::vector<MusicianPart> parts;
  for (std::size_t i = 0; i < song.parts.size(); ++i) {
    const auto& musician = (*matches)[i].musician;
    if (musician) parts.push_back({musicians[*musician], song.events[i]});
  }
  if (parts.empty()) {
    return attacca::fail("play: no part has found a musician: say which plays which (\"map\")");
  }
  return parts;
}

}  // namespace parlando
