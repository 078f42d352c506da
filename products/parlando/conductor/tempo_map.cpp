// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/tempo_map.hpp"

#include <algorithm>

namespace parlando {

TempoMap::TempoMap(const std::vector<attacca::midi_file::Tempo>& tempos) : TempoMap(120) {
  for (const auto& tempo : tempos) {
    changes_.push_back({tempo.beats, tempo.per_minute, tempo.seconds});
  }
}

attacca::Result<TempoMap> TempoMap::parse(const Json& json) {
  const auto wrong = [] {
    return attacca::fail(
        "a tempo is a number from 1 to 10000 (quarter notes a minute), or a list of [beat, tempo] "
        "in order of time");
  };
  const auto is_tempo = [](const Json& value) {
    return value.is_number() && value.get<double>() >= kSlowest && value.get<double>() <= kFastest;
  };
  if (is_tempo(json)) return TempoMap(json.get<double>());
  if (!json.is_array() || json.empty()) return wrong();
  TempoMap map;
  for (const Json& change : json) {
    if (!change.is_array() || change.size() != 2 || !change[0].is_number() ||
        !is_tempo(change[1])) {
      return wrong();
    }
    const double beat = change[0].get<double>();
    if (!(beat >= 0 && beat <= 1e9)) return wrong();
    Change next{beat, change[1].get<double>(), 0};
    if (!map.changes_.empty()) {
      const Change& last = map.changes_.back();
      if (beat < last.beat) return wrong();
      next.seconds = last.seconds + (beat - last.beat) * 60 / last.tempo;
    } else {
      next.seconds = beat * 60 / next.tempo;
    }
    map.changes_.push_back(next);
  }
  return map;
}

double TempoMap::seconds_at(double beat) const noexcept {
  auto after = std::upper_bound(changes_.begin(), changes_.end(), beat,
                                [](double at, const Change& change) { return at < change.beat; });
  const Change& change = after == changes_.begin() ? *after : *std::prev(after);
  return change.seconds + (beat - change.beat) * 60 / change.tempo;
}

}  // namespace parlando
