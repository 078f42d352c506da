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
constexpr double kLooked = 0.5;
/// A note sounds if so much of its power is there: -10 dB.
constexpr double kThere = 0.1;
/// Nothing is told by fewer.
constexpr std::size_t kFewest = 3;

/// Keys from all over those that sound.
std::vector<int> keys_from(const std::vector<int>& sounding) {
  const std::size_t count = std::min<std::size_t>(kMostNotes, sounding.size());
  std::vector<int> keys;
  for (std::size_t i = 0; i < count; ++i) {
    keys.push_back(sounding[count == 1 ? 0 : (sounding.size() - 1) * i / (count - 1)]);
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
  const std::vector<int> keys = keys_from(findings.sounding);
  Performance one_by_one;
  const auto time_of = [](std::size_t which) {
    return kFirst + static_cast<double>(which) * kApart;
  };
  for (std::size_t i = 0; i < keys.size(); ++i) one_by_one.note(time_of(i), kLength, keys[i]);
  const auto solos = render(one_by_one);
  if (!solos) return tl::unexpected(solos.error());
  const double late = solos->latency + findings.latency;
  // Those that have died away by then tell nothing, and would take voices from the others.
  std::vector<std::size_t> lasting;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const double from = time_of(i) + late + kLook;
    if (level(*solos, from, from + kLooked) >= kSilence) lasting.push_back(i);
  }
  if (lasting.size() < kFewest) return {};
  Performance at_once;
  std::vector<std::vector<double>> alone;
  for (std::size_t i = 0; i < lasting.size(); ++i) {
    const double after = static_cast<double>(i) * kStep;
    at_once.note(kFirst + after, kLength - after, keys[lasting[i]]);
    // At the age that it has in the chord.
    alone.push_back(spectrum(*solos, time_of(lasting[i]) + late + kLook - after));
  }
  const auto chord = render(at_once);
  if (!chord) return tl::unexpected(chord.error());
  const std::vector<double> together = spectrum(*chord, kFirst + late + kLook);
  int count = 0;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    const std::size_t bin = own_place(alone, i);
    if (power_around(together, bin) >= kThere * power_around(alone[i], bin)) ++count;
  }
  findings.tried = static_cast<int>(alone.size());
  findings.polyphony = count < findings.tried ? std::max(count, 1) : 0;
  return {};
}

}  // namespace parlando::probe
