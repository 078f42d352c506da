// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "midi_file/file.hpp"

#include <algorithm>

namespace attacca::midi_file {
namespace {

/// The tempo that applies there; of several at one place the last.
template <typename Before>
Tempo tempo_at(const std::vector<Tempo>& tempos, double place, Before before) {
  const auto next = std::upper_bound(tempos.begin(), tempos.end(), place, before);
  return next == tempos.begin() ? Tempo{} : *(next - 1);
}

}  // namespace

double File::seconds_at(double at_beats) const noexcept {
  const Tempo at = tempo_at(tempos, at_beats,
                            [](double place, const Tempo& next) { return place < next.beats; });
  return at.seconds + (at_beats - at.beats) * 60.0 / at.per_minute;
}

double File::beats_at(double at_seconds) const noexcept {
  const Tempo at = tempo_at(tempos, at_seconds,
                            [](double place, const Tempo& next) { return place < next.seconds; });
  return at.beats + (at_seconds - at.seconds) * at.per_minute / 60.0;
}

}  // namespace attacca::midi_file
