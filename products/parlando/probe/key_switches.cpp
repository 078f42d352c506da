// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/key_switches.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "parlando/probe/listening.hpp"

namespace parlando::probe {
namespace {

/// Instruments have theirs within two octaves of the range.
constexpr int kNear = 24;
constexpr double kFirst = 0.5;  // seconds
constexpr double kApart = 3.0;
constexpr double kLength = 1.2;
constexpr double kBefore = 0.6;  // a switch is pressed so long before its note
constexpr double kPressed = 0.2;
constexpr double kLook = 0.1;
/// What is no change, whatever the instrument does by itself.
constexpr double kSound = 2;  // dB

std::vector<int> silent_keys(const score::KeyRange& range) {
  std::vector<int> keys;
  for (int key = std::max(range.lowest - kNear, 0); key < range.lowest; ++key) keys.push_back(key);
  for (int key = range.highest + 1; key <= std::min(range.highest + kNear, 127); ++key) {
    keys.push_back(key);
  }
  return keys;
}

}  // namespace

attacca::Result<void> find_key_switches(const Render& render, Findings& findings) {
  const std::vector<int> keys = silent_keys(findings.keys);
  if (keys.empty()) return {};
  // Each is pressed on the way up and on the way down: one that is on already changes nothing on
  // one of the two.
  std::vector<int> pressed = keys;
  pressed.insert(pressed.end(), keys.rbegin(), keys.rend());
  const int note = findings.middle_key();
  Performance performance;
  constexpr int kAlone = 3;  // notes before any switch
  const auto time_of = [](std::size_t which) {
    return kFirst + static_cast<double>(which) * kApart;
  };
  const std::size_t count = kAlone + pressed.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= kAlone) performance.note(time_of(i) - kBefore, kPressed, pressed[i - kAlone]);
    performance.note(time_of(i), kLength, note);
  }
  const auto recording = render(performance);
  if (!recording) return tl::unexpected(recording.error());
  std::vector<std::vector<double>> sounds;
  for (std::size_t i = 0; i < count; ++i) {
    sounds.push_back(bands(*recording, time_of(i) + recording->latency + findings.latency + kLook));
  }
  const double own = std::max(distance(sounds[0], sounds[1]), distance(sounds[1], sounds[2]));
  const auto differ = [&](std::size_t a, std::size_t b) {
    return distance(sounds[a], sounds[b]) > kSound + 2 * own;
  };
  std::vector<int> usual;
  std::vector<int> others;
  for (const int key : keys) {
    bool changes = false;
    bool is_usual = true;
    for (std::size_t i = kAlone; i < count; ++i) {
      if (pressed[i - kAlone] != key) continue;
      changes = changes || differ(i, i - 1);
      is_usual = is_usual && !differ(i, 0);
    }
    if (changes) (is_usual ? usual : others).push_back(key);
  }
  findings.key_switches = std::move(usual);
  findings.key_switches.insert(findings.key_switches.end(), others.begin(), others.end());
  return {};
}

}  // namespace parlando::probe
