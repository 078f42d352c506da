// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// MIDI files: opened, their parts given to musicians, and turned into what these play.

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "midi_file/reader.hpp"
#include "parlando/conductor/control.hpp"
#include "parlando/conductor/control_json.hpp"
#include "parlando/score/instrument_files.hpp"
#include "parlando/score/key_name.hpp"

namespace parlando {
namespace {

namespace midi_file = attacca::midi_file;

constexpr std::size_t kSongsKept = 16;

/// Nothing where it is no base64. Source: RFC 4648, section 4.
std::optional<std::vector<std::uint8_t>> from_base64(const std::string& text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string_view digits = text;
  while (digits.ends_with('=')) digits.remove_suffix(1);
  std::vector<std::uint8_t> bytes;
  bytes.reserve(digits.size() * 3 / 4);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char digit : digits) {
    const std::size_t value = kDigits.find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<std::uint8_t>(bits >> count & 0xFFU));
    }
  }
  return bytes;
}

/// What a message other than a note is to a musician; nothing where it is nothing.
std::optional<Playable> playable_of(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto channel = static_cast<std::int32_t>(bytes[0] & 0x0FU);
  const auto seven = [&](std::size_t at) { return static_cast<std::int32_t>(bytes[at]); };
  const auto unit = [&](std::size_t at) { return static_cast<float>(bytes[at]) / 127.0F; };
  Controller controller;
  Bend bend;
  Pressure pressure;
  Program program;
  switch (bytes[0] & 0xF0U) {
    case 0xA0:
    case 0xD0: {
      const bool is_of_key = (bytes[0] & 0xF0U) == 0xA0;
      pressure.key = is_of_key ? seven(1) : -1;
      pressure.value = unit(is_of_key ? 2 : 1);
      pressure.channel = channel;
      return pressure;
    }
    case 0xB0:
      controller.controller = seven(1);
      controller.value = unit(2);
      controller.channel = channel;
      return controller;
    case 0xC0:
      program.program = seven(1);
      program.channel = channel;
      return program;
    case 0xE0: {
      const std::int32_t value = seven(1) + seven(2) * 128 - 8'192;
      // 0x2000 is the middle; up there is one step less than down.
      bend.value = static_cast<float>(value) / (value > 0 ? 8'191.0F : 8'192.0F);
      bend.channel = channel;
      return bend;
    }
    default:
      return std::nullopt;
  }
}

std::vector<PhraseEvent> events_of(const midi_file::File& file, const score::MidiPart& part) {
  std::vector<PhraseEvent> notes;
  for (const score::Note& note : score::phrase_of(file, part).notes) {
    WholeNote message;
    message.key = note.key;
    message.velocity = static_cast<float>(note.velocity);
    message.channel = note.channel;
    message.duration = note.beats;
    notes.push_back({note.at, note.beats, 0, message});
  }
  std::vector<PhraseEvent> others;
  for (const midi_file::Message& message : file.messages) {
    if (!score::belongs_to(file, message, part)) continue;
    if (auto playable = playable_of(file.bytes_of(message))) {
      others.push_back({message.beats, 0, 0, std::move(*playable)});
    }
  }
  // Both are in order of time; what shapes a note stands before it.
  std::vector<PhraseEvent> events;
  std::merge(others.begin(), others.end(), notes.begin(), notes.end(), std::back_inserter(events),
             [](const PhraseEvent& a, const PhraseEvent& b) { return a.at < b.at; });
  return events;
}

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
  const std::string given_name = fields.text("name");
  const Json& map = fields.any("map");
  if (path.empty() == data.empty()) fields.complain("either \"path\" or \"data\" is needed");
  if (!fields.finish()) return attacca::fail(fields.error());
  const std::filesystem::path file(path);
  if (!path.empty() && !file.is_absolute()) return attacca::fail("midi: the path is not absolute");
  const auto bytes = from_base64(data);
  if (!bytes) return attacca::fail("midi: \"data\" is not base64");
  auto read = path.empty() ? midi_file::parse(*bytes) : midi_file::read(file);
  if (!read) return attacca::fail("midi: " + read.error().message);
  Song song{!given_name.empty() ? given_name
            : path.empty()      ? "file"
                                : file.filename().string(),
            std::move(*read),
            {}};
  song.parts = score::parts_of(song.file);
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
  songs_[last_song_] = std::move(song);
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
    if (musician) parts.push_back({musicians[*musician], events_of(song.file, song.parts[i])});
  }
  if (parts.empty()) {
    return attacca::fail("play: no part has found a musician: say which plays which (\"map\")");
  }
  return parts;
}

}  // namespace parlando
