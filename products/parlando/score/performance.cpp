// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/performance.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "parlando/score/key_name.hpp"
#include "parlando/score/stable_order.hpp"
#include "text/near_names.hpp"

namespace parlando::score {
namespace {

constexpr std::size_t kMostKeysNamed = 5;
constexpr double kSame = 1e-9;  // beats

std::string beat_text(double beat) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", beat);
  return text;
}

/// "C2 at beat 0, C2 at beat 4 and 3 more".
class Places {
 public:
  void add(const Note& note) {
    if (++count_ > kMostKeysNamed) return;
    text_ += (text_.empty() ? "" : ", ") + name_of_key(note.key) + " at beat " + beat_text(note.at);
  }
  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  [[nodiscard]] std::string text() const {
    if (count_ <= kMostKeysNamed) return text_;
    return text_ + " and " + std::to_string(count_ - kMostKeysNamed) + " more";
  }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

class Performer {
 public:
  explicit Performer(const Instrument& instrument) : instrument_(instrument) {
    for (const Articulation& each : instrument.articulations) {
      if (each.key_switch) switches_.insert(*each.key_switch);
    }
  }

  Performance play(const Phrase& phrase) {
    for (std::size_t i = 0; i < phrase.notes.size(); ++i) {
      const Articulation* const articulation = articulation_for(phrase.notes[i]);
      choose(articulation, phrase, i);
      sound(phrase.notes[i], articulation);
    }
    warn();
    // What leads by more than the note before it may be due before that one.
    sort_stably(performance_.events,
                [](const PlayedEvent& a, const PlayedEvent& b) { return a.at < b.at; });
    return std::move(performance_);
  }

 private:
  const Articulation* articulation_for(const Note& note) {
    const Articulation* const found = instrument_.articulation(note.articulation);
    if (found == nullptr && !note.articulation.empty()) missing_.insert(note.articulation);
    return found != nullptr ? found : instrument_.articulation("");
  }

  [[nodiscard]] double lead_of(const Articulation* articulation) const noexcept {
    return instrument_.latency + (articulation != nullptr ? articulation->latency : 0.0);
  }

  void choose(const Articulation* articulation, const Phrase& phrase, std::size_t index) {
    if (articulation == nullptr || articulation == chosen_) return;
    chosen_ = articulation;
    const Note& note = phrase.notes[index];
    PlayedEvent event = {.at = note.at,
                         .lead = lead_of(articulation) + kSwitchLead,
                         .channel = articulation->channel.value_or(note.channel)};
    if (articulation->program) {
      event.kind = PlayedEvent::Kind::program;
      event.number = *articulation->program;
      performance_.events.push_back(event);
    }
    if (articulation->controller) {
      event.kind = PlayedEvent::Kind::controller;
      event.number = *articulation->controller;
      event.value = articulation->controller_value;
      performance_.events.push_back(event);
    }
    if (articulation->key_switch) {
      event.kind = PlayedEvent::Kind::key_switch;
      event.key = *articulation->key_switch;
      event.velocity = kSwitchVelocity;
      event.beats = articulation->is_held ? end_of(articulation, phrase, index) - note.at : 0.0;
      performance_.events.push_back(event);
    }
  }

  /// Where the last note of those from `index` on that are played so ends.
  double end_of(const Articulation* articulation, const Phrase& phrase, std::size_t index) {
    double end = phrase.notes[index].at;
    for (; index < phrase.notes.size(); ++index) {
      const Note& note = phrase.notes[index];
      if (articulation_for(note) != articulation) break;
      end = std::max(end, note.at + note.beats);
    }
    return end;
  }

  void sound(const Note& note, const Articulation* articulation) {
    const int key = note.key - instrument_.transposition;
    if (key < 0 || key > 127 || switches_.contains(key)) {
      left_out_.add(note);
      return;
    }
    if (!instrument_.range.has(note.key)) {
      out_of_range_.add(note);
    } else if (instrument_.comfortable && !instrument_.comfortable->has(note.key)) {
      uncomfortable_.add(note);
    }
    ends_.erase(ends_.begin(), ends_.upper_bound(note.at + kSame));
    ends_.insert(note.at + note.beats);
    if (instrument_.polyphony > 0 &&
        ends_.size() > static_cast<std::size_t>(instrument_.polyphony)) {
      too_many_.add(note);
    }
    performance_.events.push_back({.kind = PlayedEvent::Kind::note,
                                   .at = note.at,
                                   .lead = lead_of(articulation),
                                   .beats = note.beats,
                                   .key = key,
                                   .velocity = note.velocity,
                                   .channel = articulation != nullptr && articulation->channel
                                                  ? *articulation->channel
                                                  : note.channel});
  }

  void warn() {
    auto& warnings = performance_.warnings;
    const std::string& name = instrument_.name;
    if (!left_out_.empty()) {
      warnings.push_back("left out, for " + name +
                         " has no such key, or a key switch there: " + left_out_.text());
    }
    if (!out_of_range_.empty()) {
      warnings.push_back("outside the range of " + name + ", " + text_of(instrument_.range) +
                         ", and may not sound: " + out_of_range_.text());
    }
    if (!uncomfortable_.empty()) {
      warnings.push_back("outside the comfortable range of " + name + ", " +
                         text_of(*instrument_.comfortable) + ": " + uncomfortable_.text());
    }
    if (!too_many_.empty()) {
      warnings.push_back(name + " plays " + std::to_string(instrument_.polyphony) +
                         " note(s) at a time; beyond that: " + too_many_.text());
    }
    std::vector<std::string> names;
    for (const Articulation& each : instrument_.articulations) names.push_back(each.name);
    for (const std::string& missing : missing_) {
      warnings.push_back(name + " has no articulation \"" + missing + "\", and plays as usual; " +
                         (names.empty() ? "its definition has none"
                                        : "it has " + attacca::text::list_of(names, names.size())));
    }
  }

  static constexpr double kSwitchVelocity = 100.0 / 127.0;

  const Instrument& instrument_;
  Performance performance_;
  const Articulation* chosen_ = nullptr;
  std::set<int> switches_;
  std::set<std::string> missing_;
  std::multiset<double> ends_;  ///< Of the notes that sound.
  Places left_out_, out_of_range_, uncomfortable_, too_many_;
};

}  // namespace

Performance perform(const Phrase& phrase, const Instrument& instrument) {
  return Performer(instrument).play(phrase);
}

}  // namespace parlando::score
