// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/controllers.hpp"

#include <array>
#include <cmath>
#include <string>

#include "parlando/probe/listening.hpp"

namespace parlando::probe {
namespace {

// Two notes as a measure of how much a sound changes by itself, one with the controller down and
// one with it up; all at these distances.
constexpr double kFirst = 0.5;  // seconds
constexpr double kApart = 3.0;
constexpr double kLength = 1.5;
constexpr double kBefore = 0.1;  // the controller moves so long before the note
constexpr double kLook = 0.3;    // into the note
constexpr double kRing = 0.4;    // after its end

/// What is no change, whatever the instrument does by itself.
constexpr double kLevel = 1.5;       // dB
constexpr double kSound = 1.5;       // dB, of the spectrum's shape
constexpr double kLean = 3;          // dB
constexpr double kPitch = 0.15;      // semitones
constexpr double kTail = 12;         // dB
constexpr double kBrightness = 0.4;  // Bark

struct Sound {
  double level = 0;
  double leaning = 0;
  double tail = 0;
  std::optional<double> pitch;
  std::vector<double> bands;
};

Sound sound_at(const Recording& recording, double late, int which) {
  const double at = kFirst + which * kApart + recording.latency + late;
  const double until = at + kLength;
  Sound sound;
  sound.level = level(recording, at + kLook, until - 0.05);
  sound.leaning = leaning(recording, at + kLook, until - 0.05);
  sound.tail = level(recording, until + kRing, until + kRing + 0.5);
  sound.pitch = pitch(recording, at + kLook);
  sound.bands = bands(recording, at + kLook);
  return sound;
}

double pitch_between(const Sound& a, const Sound& b) {
  return a.pitch && b.pitch ? std::abs(*a.pitch - *b.pitch) : 0;
}

std::string decibels(double value) {
  return std::to_string(std::lround(value)) + " dB";
}

/// What the controller did, in words; empty: nothing that can be told from the instrument's own
/// ways.
std::string effect(const std::array<Sound, 4>& sounds) {
  const auto& [first, second, down, up] = sounds;
  const double more = up.level - down.level;
  const double own_level = std::abs(first.level - second.level);
  std::string words;
  const auto add = [&](const std::string& what) { words += (words.empty() ? "" : ", ") + what; };
  const bool is_silent = down.level < kSilence || up.level < kSilence;
  if (std::abs(more) > kLevel + 2 * own_level) {
    add(is_silent ? (more > 0 ? "louder, from silence" : "quieter, to silence")
                  : (more > 0 ? "louder by " : "quieter by ") + decibels(std::abs(more)));
  }
  const double lean = up.leaning - down.leaning;
  if (!is_silent && std::abs(lean) > kLean + 2 * std::abs(first.leaning - second.leaning)) {
    add(lean < 0 ? "to the right" : "to the left");
  }
  if (!is_silent && pitch_between(down, up) > kPitch + 2 * pitch_between(first, second)) {
    add(*up.pitch > *down.pitch ? "higher" : "lower");
  }
  if (!is_silent && up.tail - down.tail > kTail + 2 * std::abs(first.tail - second.tail) &&
      up.tail > kSilence) {
    add("holds notes");
  }
  // Only the shape: what is louder in all bands alike is louder.
  std::vector<double> moved = up.bands;
  for (double& band : moved) band -= more;
  if (!is_silent &&
      distance(down.bands, moved) > kSound + 2 * distance(first.bands, second.bands)) {
    const double brighter = brightness(up.bands) - brightness(down.bands);
    add(std::abs(brighter) < kBrightness ? "another sound" : brighter > 0 ? "brighter" : "darker");
  }
  return words;
}

}  // namespace

std::span<const int> usual_controllers() noexcept {
  static constexpr std::array kControllers = {1,  2,  3,  4,  5,  7,  8,  9,  10, 11, 12, 13, 14,
                                              15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                                              28, 29, 30, 31, 64, 65, 66, 67, 68, 69, 70, 71, 72,
                                              73, 74, 75, 76, 77, 78, 79, 91, 92, 93, 94, 95};
  return kControllers;
}

attacca::Result<void> find_controllers(const Render& render, std::span<const int> controllers,
                                       Findings& findings,
                                       const std::function<void(int controller)>& progress) {
  const int key = findings.middle_key();
  for (const int controller : controllers) {
    progress(controller);
    Performance performance;
    for (int which = 0; which < 4; ++which) {
      performance.note(kFirst + which * kApart, kLength, key);
    }
    performance.control(kFirst + 2 * kApart - kBefore, controller, 0);
    performance.control(kFirst + 3 * kApart - kBefore, controller, 127);
    // What rings on is heard until there.
    performance.control(kFirst + 4 * kApart, controller, 127);
    const auto recording = render(performance);
    if (!recording) return tl::unexpected(recording.error());
    std::array<Sound, 4> sounds;
    for (int which = 0; which < 4; ++which) {
      sounds[static_cast<std::size_t>(which)] = sound_at(*recording, findings.latency, which);
    }
    if (std::string words = effect(sounds); !words.empty()) {
      findings.controllers.push_back({controller, std::move(words)});
    }
  }
  return {};
}

}  // namespace parlando::probe
