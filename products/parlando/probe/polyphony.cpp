// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/polyphony.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "parlando/probe/listening.hpp"

namespace parlando::probe {
namespace {

/// Notes that are tried at a time.
constexpr int kMostNotes = 16;
constexpr double kFirst = 0.5;  // seconds: when the first note is played alone
constexpr double kApart = 3.0;
constexpr double kLength = 2.0;
/// In the chord, notes follow each other by so much.
constexpr double kStep = 0.03;
/// Its sound is looked at so long after its first note.
constexpr double kLook = 0.8;
/// A note sounds if so much of its power is there: -10 dB.
constexpr double kThere = 0.1;
/// Nothing is told by fewer.
constexpr int kFewest = 3;

/// Keys all over the range, at least two semitones apart where there is room.
std::vector<int> keys_for(const score::KeyRange& range) {
  const int width = range.highest - range.lowest;
  const int count = std::min(kMostNotes, width + 1);
  std::vector<int> keys;
  for (int i = 0; i < count; ++i) {
    keys.push_back(count == 1 ? range.lowest : range.lowest + width * i / (count - 1));
  }
  return keys;
}

/// Where a note has most power for what all the others together have there.
std::size_t own_place(const std::vector<std::vector<double>>& alone, std::size_t which) {
  const auto& own = alone[which];
  const double loudest = *std::max_element(own.begin(), own.end());
  std::size_t best = 0;
  double most = -1;
  for (std::size_t bin = 1; bin < own.size(); ++bin) {
    if (own[bin] < loudest * 1e-4) continue;
    double others = loudest * 1e-9;
    for (std::size_t i = 0; i < alone.size(); ++i) {
      if (i != which) others += alone[i][bin];
    }
    if (own[bin] / others <= most) continue;
    most = own[bin] / others;
    best = bin;
  }
  return best;
}

double power_around(const std::vector<double>& spectrum, std::size_t bin) {
  double sum = 0;
  for (std::size_t i = bin > 2 ? bin - 2 : 0; i < std::min(bin + 3, spectrum.size()); ++i) {
    sum += spectrum[i];
  }
  return sum;
}

}  // namespace

attacca::Result<void> find_polyphony(const Render& render, Findings& findings) {
  const std::vector<int> keys = keys_for(findings.keys);
  Performance performance;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    performance.note(kFirst + static_cast<double>(i) * kApart, kLength, keys[i]);
  }
  const double chord = kFirst + static_cast<double>(keys.size()) * kApart;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const double after = static_cast<double>(i) * kStep;
    performance.note(chord + after, kLength - after, keys[i]);
  }
  const auto recording = render(performance);
  if (!recording) return tl::unexpected(recording.error());
  const double late = recording->latency + findings.latency;
  std::vector<std::vector<double>> alone;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    // At the age that it has in the chord.
    const double begins = kFirst + static_cast<double>(i) * kApart + late;
    const double from = begins + kLook - static_cast<double>(i) * kStep;
    if (level(*recording, from, from + 0.5) < kSilence) continue;
    alone.push_back(spectrum(*recording, from));
  }
  if (alone.size() < kFewest) return {};
  findings.tried = static_cast<int>(alone.size());
  const std::vector<double> together = spectrum(*recording, chord + late + kLook);
  int count = 0;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    const std::size_t bin = own_place(alone, i);
    if (power_around(together, bin) >= kThere * power_around(alone[i], bin)) ++count;
  }
  findings.polyphony = count < static_cast<int>(alone.size()) ? std::max(count, 1) : 0;
  return {};
}

}  // namespace parlando::probe
