// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/program/heard_midi.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "midi_file/writer.hpp"

namespace parlando::program {
namespace {

constexpr std::uint32_t kTicks = 960;  // in a quarter note

std::uint64_t tick_of(double beat, double origin) {
  const double ticks = std::round((beat - origin) * kTicks);
  return ticks > 0 ? static_cast<std::uint64_t>(ticks) : 0;
}

std::uint8_t seven_bits(double value, int least) {
  return static_cast<std::uint8_t>(std::clamp(static_cast<int>(std::lround(value)), least, 127));
}

void write_part(attacca::midi_file::Writer& writer, const HeardPart& part, double origin,
                double now) {
  // Ends before beginnings at one time, so that a note that is played again sounds again.
  std::vector<std::tuple<std::uint64_t, bool, std::array<std::uint8_t, 3>>> messages;
  for (const Json& note : part.notes) {
    const double start = note.at("start").get<double>();
    const double end = note.at("length").is_null() ? now : start + note.at("length").get<double>();
    const auto channel = static_cast<std::uint8_t>(note.at("channel").get<int>() - 1);
    const auto key = seven_bits(note.at("key").get<double>(), 0);
    const auto velocity = seven_bits(note.at("velocity").get<double>() * 127, 1);
    const std::uint64_t first = tick_of(start, origin);
    messages.push_back({first, true, {static_cast<std::uint8_t>(0x90U | channel), key, velocity}});
    messages.push_back({std::max(tick_of(end, origin), first + 1),
                        false,
                        {static_cast<std::uint8_t>(0x80U | channel), key, 64}});
  }
  std::sort(messages.begin(), messages.end());
  writer.begin_track(part.name);
  for (const auto& [tick, begins, bytes] : messages) writer.message(tick, bytes);
}

}  // namespace

double first_beat(const std::vector<HeardPart>& parts, double otherwise) {
  double first = HUGE_VAL;
  for (const HeardPart& part : parts) {
    for (const Json& note : part.notes) first = std::min(first, note.at("start").get<double>());
  }
  return first == HUGE_VAL ? otherwise : first;
}

std::string midi_file_of(const std::vector<HeardPart>& parts, double tempo, double origin,
                         double now) {
  attacca::midi_file::Writer writer(kTicks);
  writer.begin_track();
  writer.tempo(0, static_cast<std::uint32_t>(std::clamp(6e7 / tempo, 1.0, 16'777'215.0)));
  for (const HeardPart& part : parts) write_part(writer, part, origin, now);
  return writer.finish();
}

}  // namespace parlando::program
