// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/song.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "midi_file/reader.hpp"

namespace parlando {
namespace {

namespace midi_file = attacca::midi_file;

/// Each is matched with each musician.
constexpr std::size_t kMostParts = 1'024;

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

std::vector<PhraseEvent> events_of(const midi_file::File& file, const score::MidiPart& part,
                                   const score::PartMessages& messages) {
  std::vector<PhraseEvent> notes;
  for (const score::Note& note : score::phrase_of(file, part, messages).notes) {
    WholeNote message;
    message.key = note.key;
    message.velocity = static_cast<float>(note.velocity);
    message.channel = note.channel;
    message.duration = note.beats;
    notes.push_back({note.at, note.beats, 0, message});
  }
  std::vector<PhraseEvent> others;
  for (const midi_file::Message* message : messages) {
    if (auto playable = playable_of(file.bytes_of(*message))) {
      others.push_back({message->beats, 0, 0, std::move(*playable)});
    }
  }
  // Both are in order of time; what shapes a note stands before it.
  std::vector<PhraseEvent> events;
  std::merge(others.begin(), others.end(), notes.begin(), notes.end(), std::back_inserter(events),
             [](const PhraseEvent& a, const PhraseEvent& b) { return a.at < b.at; });
  return events;
}

SongRead song_of(attacca::Result<midi_file::File> read, std::string name) {
  if (!read) return attacca::fail(read.error().message);
  auto song = std::make_shared<Song>();
  song->name = std::move(name);
  song->file = std::move(*read);
  song->parts = score::parts_of(song->file);
  if (song->parts.size() > kMostParts) {
    return attacca::fail("the file has " + std::to_string(song->parts.size()) +
                         " parts, tracks and their channels with notes; at most " +
                         std::to_string(kMostParts) + " can be given to musicians");
  }
  const auto messages = score::messages_of(song->file, song->parts);
  for (std::size_t i = 0; i < song->parts.size(); ++i) {
    song->events.push_back(std::make_shared<const std::vector<PhraseEvent>>(
        events_of(song->file, song->parts[i], messages[i])));
  }
  return song;
}

}  // namespace

SongRead read_song(const std::filesystem::path& file, std::string name) {
  if (name.empty()) name = file.filename().string();
  return song_of(midi_file::read(file), std::move(name));
}

SongRead read_song_of_base64(const std::string& data, std::string name) {
  const auto bytes = from_base64(data);
  if (!bytes) return attacca::fail("\"data\" is not base64");
  return song_of(midi_file::parse(*bytes), name.empty() ? "file" : std::move(name));
}

}  // namespace parlando
