// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "parlando/probe/performance.hpp"
#include "parlando/score/stable_order.hpp"

namespace parlando::probe::test {

/// An instrument whose abilities are known.
struct ToyInstrument {
  int lowest = 36;
  int highest = 84;
  int transposition = -12;
  double latency = 0.012;       // seconds: its own
  double told_latency = 0.005;  // seconds: what hosts compensate
  int polyphony = 4;            // the oldest note makes room
  int shortest_above = 128;     // keys from there on last 0.3 s
  int usual_switch = 24;
  int other_switch = 26;
  bool has_controllers = true;  // 7 level, 10 pan, 64 hold, 74 harmonics

  struct Note {
    int key = 0;
    double from = 0;
    double to = 1e9;
    double gain = 1;
    double left = 1;
    int harmonics = 4;
    bool is_odd = false;
  };

  [[nodiscard]] std::vector<Note> notes_of(const Performance& performance) const {
    auto messages = performance.messages();
    score::sort_stably(messages, [](const auto& a, const auto& b) { return a.at < b.at; });
    std::vector<Note> notes;
    std::map<int, std::size_t> on;
    std::vector<std::size_t> held;  // by the pedal
    double gain = 1;
    double left = 1;
    int harmonics = 4;
    bool is_odd = false;
    bool pedal = false;
    for (const auto& [at, bytes] : messages) {
      const int key = bytes[1];
      if (bytes[0] == 0xB0 && has_controllers) {
        if (key == 7) gain = bytes[2] / 127.0;
        if (key == 10) left = 1 - bytes[2] / 127.0;
        if (key == 74) harmonics = 1 + bytes[2] / 8;
        if (key == 64) {
          pedal = bytes[2] >= 64;
          if (!pedal) {
            for (const std::size_t i : held) notes[i].to = std::min(notes[i].to, at);
            held.clear();
          }
        }
      } else if (bytes[0] == 0x90) {
        if (key == usual_switch) is_odd = false;
        if (key == other_switch) is_odd = true;
        if (key < lowest || key > highest) continue;
        if (static_cast<int>(on.size()) == polyphony) {
          const auto oldest =
              std::min_element(on.begin(), on.end(), [&](const auto& a, const auto& b) {
                return notes[a.second].from < notes[b.second].from;
              });
          notes[oldest->second].to = at;
          on.erase(oldest);
        }
        on[key] = notes.size();
        notes.push_back({key, at, 1e9, gain, left, harmonics, is_odd});
      } else if (bytes[0] == 0x80 && on.contains(key)) {
        if (pedal) {
          held.push_back(on[key]);
        } else {
          notes[on[key]].to = at;
        }
        on.erase(key);
      }
    }
    return notes;
  }

  [[nodiscard]] double ended(const Note& note) const {
    return note.key >= shortest_above ? std::min(note.to, note.from + 0.3) : note.to;
  }

  Recording operator()(const Performance& performance) const {
    Recording recording;
    recording.latency = told_latency;
    const double end = performance.end() + 2;
    recording.left.assign(static_cast<std::size_t>(end * recording.rate), 0.0F);
    recording.right = recording.left;
    for (const Note& note : notes_of(performance)) {
      const double late = latency + told_latency;
      const double hertz = 440 * std::exp2((note.key + transposition - 69) / 12.0);
      const auto first = static_cast<std::size_t>((note.from + late) * recording.rate);
      const auto last =
          std::min(static_cast<std::size_t>((std::min(ended(note), end) + late) * recording.rate),
                   recording.left.size());
      for (int n = 1; n <= note.harmonics; ++n) {
        const int harmonic = note.is_odd ? 2 * n - 1 : n;
        const double step = 2 * std::numbers::pi * hertz * harmonic / recording.rate;
        for (std::size_t i = first; i < last; ++i) {
          const double value =
              0.05 * note.gain / n * std::sin(step * static_cast<double>(i - first) + 0.5);
          recording.left[i] += static_cast<float>(value * note.left);
          recording.right[i] += static_cast<float>(value * std::min(1.0, 2 - note.left));
        }
      }
    }
    return recording;
  }
};

}  // namespace parlando::probe::test
