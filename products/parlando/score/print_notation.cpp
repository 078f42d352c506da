// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "parlando/score/key_name.hpp"
#include "parlando/score/notation.hpp"
#include "parlando/score/notation_words.hpp"
#include "parlando/score/stable_order.hpp"

namespace parlando::score {
namespace {

constexpr double kSame = 5e-7;  // beats

/// A length, and as much of it as the text says.
struct Printed {
  std::string text;
  double value = 0.0;
};

Printed printed(double beats) {
  char text[64];
  for (const int under : {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48}) {
    const double over = std::round(beats * under);
    if (over < 1.0 || over > 1e9 || std::abs(over / under - beats) > 1e-10) continue;
    if (under == 1) {
      std::snprintf(text, sizeof text, "%.0f", over);
    } else {
      std::snprintf(text, sizeof text, "%.0f/%d", over, under);
    }
    return {text, over / under};
  }
  const double value = std::max(std::round(beats * 1e6), 1.0) * 1e-6;
  std::snprintf(text, sizeof text, "%.6f", value);
  std::string trimmed = text;
  trimmed.erase(trimmed.find_last_not_of('0') + 1);
  if (trimmed.back() == '.') trimmed.pop_back();
  return {trimmed, value};
}

int velocity_of(const Note& note) noexcept {
  return std::clamp(static_cast<int>(std::lround(note.velocity * 127.0)), 1, 127);
}

/// Notes that begin and end together.
struct Chord {
  double at = 0.0;
  double end = 0.0;
  std::vector<Note> notes;
};

std::vector<Chord> chords_of(const Phrase& phrase, double grid) {
  std::vector<Chord> chords;
  std::vector<Note> notes = phrase.notes;
  for (Note& note : notes) {
    if (grid <= 0.0) continue;
    note.at = std::round(note.at / grid) * grid;
    note.beats = std::max(std::round(note.beats / grid), 1.0) * grid;
  }
  sort_stably(notes, [](const Note& a, const Note& b) { return a.at < b.at; });
  std::size_t first = 0;  // of the chords that begin where the note does
  for (const Note& note : notes) {
    while (first < chords.size() && chords[first].at < note.at - kSame) ++first;
    const double end = note.at + note.beats;
    const auto fits = [&](const Chord& chord) {
      return std::abs(chord.end - end) <= kSame &&
             chord.notes.front().articulation == note.articulation &&
             std::none_of(chord.notes.begin(), chord.notes.end(),
                          [&](const Note& other) { return other.key == note.key; });
    };
    const auto found =
        std::find_if(chords.begin() + static_cast<std::ptrdiff_t>(first), chords.end(), fits);
    if (found != chords.end()) {
      found->notes.push_back(note);
    } else {
      chords.push_back({note.at, end, {note}});
    }
  }
  return chords;
}

/// The notation has no word for quotation marks in a name.
std::string articulation_word(std::string name) {
  std::replace(name.begin(), name.end(), '"', '\'');
  const bool is_word = name.find_first_of(" \t\r\n|[]&") == std::string::npos;
  return is_word ? "@" + name : "@\"" + name + "\"";
}

/// One voice, as far as it is printed.
struct Voice {
  std::string text;
  double time = 0.0;
  double length = 1.0;
  int velocity = kUsualVelocity;
  std::string articulation;

  void add_word(const std::string& word) {
    if (!text.empty()) text += ' ';
    text += word;
  }

  /// ":LENGTH" where it is not the last one, and time goes on.
  std::string take_length(double until) {
    const Printed length_printed = printed(until - time);
    time += length_printed.value;
    if (length_printed.value == length) return {};
    length = length_printed.value;
    return ":" + length_printed.text;
  }

  void rest_until(double until) {
    if (until - time > kSame) add_word("R" + take_length(until));
  }

  void add(const Chord& chord) {
    rest_until(chord.at);
    const Note& first = chord.notes.front();
    if (first.articulation != articulation) {
      articulation = first.articulation;
      add_word(articulation_word(articulation));
    }
    if (velocity_of(first) != velocity) {
      velocity = velocity_of(first);
      const auto dynamic =
          std::find_if(kDynamics.begin(), kDynamics.end(),
                       [&](const Dynamic& each) { return each.velocity == velocity; });
      add_word(dynamic != kDynamics.end() ? std::string(dynamic->word)
                                          : "v" + std::to_string(velocity));
    }
    std::string word;
    for (const Note& note : chord.notes) {
      if (!word.empty()) word += ' ';
      word += name_of_key(note.key);
      if (velocity_of(note) != velocity) word += "!" + std::to_string(velocity_of(note));
    }
    if (chord.notes.size() > 1) word = "[" + word + "]";
    add_word(word + take_length(chord.end));
  }
};

}  // namespace

std::string print_notation(const Phrase& phrase, double grid) {
  std::vector<Voice> voices;
  for (const Chord& chord : chords_of(phrase, grid)) {
    const auto free = std::find_if(voices.begin(), voices.end(), [&](const Voice& voice) {
      return voice.time <= chord.at + kSame;
    });
    (free != voices.end() ? *free : voices.emplace_back()).add(chord);
  }
  if (voices.empty()) voices.emplace_back();
  const double end = grid > 0.0 ? std::round(phrase.beats / grid) * grid : phrase.beats;
  voices.front().rest_until(end);
  std::string text;
  for (const Voice& voice : voices) text += (text.empty() ? "" : " & ") + voice.text;
  return text;
}

}  // namespace parlando::score
