// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/midi_parts.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>

namespace parlando::score {
namespace {

using attacca::midi_file::File;
using attacca::midi_file::Message;

constexpr int kDrumChannel = 9;

/// Eight programs each. "Ensemble" is strings and, from program 52 on, voices.
constexpr std::array kFamilies = {"piano",      "chromatic percussion",
                                  "organ",      "guitar",
                                  "bass",       "strings",
                                  "strings",    "brass",
                                  "reed",       "woodwind",
                                  "synth",      "synth",
                                  "synth",      "ethnic",
                                  "percussion", "effects"};

/// Programs whose row has another name.
constexpr int kHarp = 46;
constexpr int kTimpani = 47;
constexpr int kFirstVoice = 52;
constexpr int kLastVoice = 54;

bool is_note(std::uint8_t status) noexcept {
  return (status & 0xF0) == 0x80 || (status & 0xF0) == 0x90;
}

}  // namespace

std::string family_of_program(int program) {
  if (program == kHarp) return "harp";
  if (program == kTimpani) return "percussion";
  if (program >= kFirstVoice && program <= kLastVoice) return "voice";
  return kFamilies[static_cast<std::size_t>(program / 8) % kFamilies.size()];
}

std::vector<MidiPart> parts_of(const File& file) {
  std::map<std::pair<std::uint32_t, int>, MidiPart> found;
  std::array<int, 16> programs{};  // of the whole file, for tracks that choose none themselves
  programs.fill(-1);
  for (const Message& message : file.messages) {
    const auto bytes = file.bytes_of(message);
    const int channel = bytes[0] & 15;
    if ((bytes[0] & 0xF0) == 0xC0 && programs[static_cast<std::size_t>(channel)] < 0) {
      programs[static_cast<std::size_t>(channel)] = bytes[1];
    }
    if ((bytes[0] & 0xF0) != 0x90 || bytes[2] == 0) continue;
    MidiPart& part = found[{message.track, channel}];
    const int key = bytes[1];
    if (part.notes++ == 0) part.range = {key, key};
    part.range.lowest = std::min(part.range.lowest, key);
    part.range.highest = std::max(part.range.highest, key);
  }
  std::map<std::uint32_t, std::size_t> channels;
  for (const auto& [place, part] : found) ++channels[place.first];
  std::vector<MidiPart> parts;
  for (auto& [place, part] : found) {
    const auto& track = file.tracks[place.first];
    part.track = place.first;
    part.channel = place.second;
    const auto index = static_cast<std::size_t>(part.channel);
    const int program = track.programs[index] >= 0 ? track.programs[index] : programs[index];
    part.family = part.channel == kDrumChannel ? "drums"
                  : program >= 0               ? family_of_program(program)
                                               : "";
    // The name of a file's only track is its title.
    const bool is_title = file.tracks.size() == 1 && channels[place.first] > 1;
    part.name = is_title || track.name.empty() ? track.instrument : track.name;
    part.has_own_name = !part.name.empty();
    if (part.name.empty()) part.name = part.family;
    if (part.name.empty()) part.name = "Part " + std::to_string(parts.size() + 1);
    if (channels[place.first] > 1)
      part.name += " (channel " + std::to_string(part.channel + 1) + ")";
    parts.push_back(part);
  }
  return parts;
}

std::vector<PartMessages> messages_of(const File& file, const std::vector<MidiPart>& parts) {
  std::map<std::pair<std::uint32_t, int>, std::size_t> places;
  for (std::size_t i = 0; i < parts.size(); ++i) places[{parts[i].track, parts[i].channel}] = i;
  std::vector<PartMessages> messages(parts.size());
  for (const Message& message : file.messages) {
    const auto bytes = file.bytes_of(message);
    if (bytes[0] >= 0xF0) continue;
    const auto place = places.find({message.track, bytes[0] & 15});
    if (place != places.end()) messages[place->second].push_back(&message);
  }
  return messages;
}

Phrase phrase_of(const File& file, const MidiPart& part) {
  return phrase_of(file, part, messages_of(file, {part}).front());
}

Phrase phrase_of(const File& file, const MidiPart& part, const PartMessages& messages) {
  Phrase phrase;
  phrase.beats = file.beats;
  std::array<std::deque<std::size_t>, 128> sounding;  // the notes of each key, oldest first
  for (const Message* one : messages) {
    const Message& message = *one;
    const auto bytes = file.bytes_of(message);
    if (!is_note(bytes[0])) continue;
    auto& notes = sounding[bytes[1]];
    if ((bytes[0] & 0xF0) == 0x90 && bytes[2] > 0) {
      notes.push_back(phrase.notes.size());
      phrase.notes.push_back({.at = message.beats,
                              .beats = 0.0,
                              .key = bytes[1],
                              .velocity = bytes[2] / 127.0,
                              .channel = part.channel});
    } else if (!notes.empty()) {
      phrase.notes[notes.front()].beats = message.beats - phrase.notes[notes.front()].at;
      notes.pop_front();
    }
  }
  // One that ends as it begins is as short as a note can be; the reader has ended all others.
  constexpr double kShortest = 1.0 / 960.0;
  for (Note& note : phrase.notes) note.beats = std::max(note.beats, kShortest);
  return phrase;
}

}  // namespace parlando::score
