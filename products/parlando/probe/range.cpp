// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/range.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "parlando/probe/listening.hpp"

namespace parlando::probe {
namespace {

constexpr int kKeys = 128;
constexpr double kFirst = 0.5;  // seconds: when the first key is played
constexpr double kApart = 1.6;
constexpr double kLength = 0.8;
/// What rings on of the key before is no sound of this one unless it gets so much louder.
constexpr double kRise = 6;  // dB
/// A sound has begun with this part of its peak: -40 dB.
constexpr double kBegun = 0.01;
/// Keys whose pitch is asked for, and what part of them has to agree.
constexpr int kPitches = 16;
constexpr double kAgree = 0.6;
constexpr int kFarthest = 48;  // semitones

double time_of(int key) {
  return kFirst + key * kApart;
}

struct Heard {
  int key = 0;
  double late = 0;  // seconds
};

std::vector<Heard> heard_keys(const Recording& recording) {
  std::vector<Heard> heard;
  for (int key = 0; key < kKeys; ++key) {
    const double at = time_of(key) + recording.latency;
    const double before = level(recording, at - 0.1, at);
    const double loudest = peak(recording, at, at + kLength);
    const double now = level(recording, at, at + kLength);
    if (20 * std::log10(std::max(loudest, 1e-10)) < kSilence || now < before + kRise) continue;
    const double rings = peak(recording, at - 0.1, at);
    const auto begins = onset(recording, at, at + kLength, std::max(loudest * kBegun, rings * 1.5));
    heard.push_back({key, begins.value_or(at) - at});
  }
  return heard;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::optional<int> transposition_of(const Recording& recording, const std::vector<Heard>& heard,
                                    double latency) {
  std::map<int, int> counts;
  const std::size_t step = std::max<std::size_t>(heard.size() / kPitches, 1);
  int asked = 0;
  for (std::size_t i = step / 2; i < heard.size(); i += step) {
    ++asked;
    const double at = time_of(heard[i].key) + recording.latency + latency + 0.15;
    if (const auto key = pitch(recording, at)) {
      ++counts[static_cast<int>(std::lround(*key)) - heard[i].key];
    }
  }
  for (const auto& [semitones, count] : counts) {
    if (count >= kAgree * asked && std::abs(semitones) <= kFarthest) return semitones;
  }
  return std::nullopt;
}

}  // namespace

attacca::Result<void> find_range(const Render& render, Findings& findings) {
  Performance performance;
  for (int key = 0; key < kKeys; ++key) performance.note(time_of(key), kLength, key);
  const auto recording = render(performance);
  if (!recording) return tl::unexpected(recording.error());
  const std::vector<Heard> heard = heard_keys(*recording);
  if (heard.empty()) {
    return attacca::fail(
        "none of the 128 keys makes a sound: load what it plays first, and give that state "
        "(--state)");
  }
  findings.keys = {heard.front().key, heard.back().key};
  std::vector<double> late;
  for (const Heard& one : heard) {
    findings.sounding.push_back(one.key);
    late.push_back(one.late);
  }
  findings.latency = median(late);
  findings.transposition = transposition_of(*recording, heard, findings.latency);
  return {};
}

}  // namespace parlando::probe
