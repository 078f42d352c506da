// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What the reader makes of the MIDI files whose paths come on standard input, for compare_peers.py:
// a line of JSON for each.

#include <cstdio>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "midi_file/reader.hpp"

namespace {

using Json = nlohmann::ordered_json;

std::string hex_of(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", byte);
    text += two;
  }
  return text;
}

Json dump(const std::string& path) {
  const auto file = attacca::midi_file::read(path);
  if (!file) return {{"error", file.error().message.substr(path.size() + 2)}};
  Json tracks = Json::array();
  for (const auto& track : file->tracks) {
    tracks.push_back({{"name", track.name}, {"messages", Json::array()}});
  }
  for (const auto& message : file->messages) {
    tracks[message.track]["messages"].push_back(
        {message.tick, hex_of(file->bytes_of(message)), message.seconds});
  }
  Json tempos = Json::array();
  for (const auto& tempo : file->tempos) tempos.push_back({tempo.beats, tempo.per_minute});
  Json metres = Json::array();
  for (const auto& metre : file->metres) {
    metres.push_back({metre.beats, metre.numerator, metre.denominator});
  }
  return {{"format", file->format},   {"division", file->ticks_per_quarter},
          {"seconds", file->seconds}, {"notes", file->notes},
          {"tracks", tracks},         {"tempos", tempos},
          {"metres", metres}};
}

}  // namespace

int main() {
  std::string path;
  while (std::getline(std::cin, path)) {
    std::puts(dump(path).dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
  }
  return 0;
}
