// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>

#include "parlando/score/key_name.hpp"
#include "parlando/score/performance.hpp"
#include "parlando/score/stable_order.hpp"

namespace parlando::score {
namespace {

constexpr double kSame = 1e-9;  // beats
constexpr double kNever = std::numeric_limits<double>::infinity();

// What speaks against giving a note to a musician; the distance from the middle of what it plays
// well decides among equals.
constexpr double kUncomfortable = 4.0;
constexpr double kAnotherNote = 2.0;  ///< It plays one already.
constexpr double kPerSemitone = 1.0 / 64.0;
/// Of notes that begin together; more are divided in turns.
constexpr std::size_t kMostOfChord = 128;
/// Against leaving a note out, which is worse than all of that.
constexpr double kLeftOut = 1000.0;

class Divider {
 public:
  explicit Divider(const std::vector<SectionMember>& members)
      : members_(members), ends_(members.size()) {
    divided_.phrases.resize(members.size());
  }

  DividedPhrase divide(const Phrase& phrase) {
    for (Phrase& each : divided_.phrases) each.beats = phrase.beats;
    for (std::size_t begin = 0; begin < phrase.notes.size();) {
      std::size_t end = begin;
      while (end < phrase.notes.size() && end - begin < kMostOfChord &&
             phrase.notes[end].at <= phrase.notes[begin].at + kSame) {
        ++end;
      }
      std::vector<Note> chord(phrase.notes.begin() + static_cast<std::ptrdiff_t>(begin),
                              phrase.notes.begin() + static_cast<std::ptrdiff_t>(end));
      sort_stably(chord, [](const Note& a, const Note& b) { return a.key > b.key; });
      give(chord);
      begin = end;
    }
    return std::move(divided_);
  }

 private:
  /// How many more notes a musician can play then.
  std::size_t free_voices(std::size_t member, double at) {
    auto& ends = ends_[member];
    ends.erase(ends.begin(), ends.upper_bound(at + kSame));
    const int most = members_[member].instrument.polyphony;
    if (most == 0) return SIZE_MAX;
    return static_cast<std::size_t>(most) - std::min(ends.size(), static_cast<std::size_t>(most));
  }

  [[nodiscard]] double cost(const Note& note, std::size_t member, std::size_t has) const {
    const Instrument& instrument = members_[member].instrument;
    if (!instrument.range.has(note.key)) return kNever;
    const KeyRange good = instrument.comfortable.value_or(instrument.range);
    const double middle = (good.lowest + good.highest) / 2.0;
    return (good.has(note.key) ? 0.0 : kUncomfortable) +
           kAnotherNote * static_cast<double>(has + ends_[member].size()) +
           kPerSemitone * std::abs(note.key - middle);
  }

  /// What the first notes of a chord cost with the first musicians, and how the last one of these
  /// gets its own: those of `notes`, behind the first `before` notes.
  struct Best {
    double cost = 0.0;
    std::size_t before = 0;
    std::vector<std::size_t> notes = {};
  };

  /// The cheapest way to give notes, from the highest, to musicians, from the first, so that none
  /// goes to one before that of the note above it.
  void give(const std::vector<Note>& chord) {
    const std::size_t notes = chord.size();
    const std::size_t count = members_.size();
    std::vector<std::vector<Best>> best(count + 1, std::vector<Best>(notes + 1));
    // Without a musician each note is left out.
    for (std::size_t i = 0; i <= notes; ++i) best[0][i].cost = kLeftOut * static_cast<double>(i);
    for (std::size_t m = 1; m <= count; ++m) {
      const std::size_t room = free_voices(m - 1, chord.front().at);
      for (std::size_t i = 0; i <= notes; ++i) {
        best[m][i] = {.cost = best[m - 1][i].cost, .before = i};
        if (i > 0 && best[m][i - 1].cost + kLeftOut < best[m][i].cost - kSame) {
          best[m][i] = best[m][i - 1];
          best[m][i].cost += kLeftOut;
        }
        double own = 0.0;
        std::vector<std::size_t> mine;
        // It gets notes j..i but for those that it cannot play, which are left out.
        for (std::size_t j = i; j > 0; --j) {
          const double one = mine.size() < room ? cost(chord[j - 1], m - 1, mine.size()) : kNever;
          const bool is_mine = one < kLeftOut;
          if (is_mine) mine.push_back(j - 1);
          own += is_mine ? one : kLeftOut;
          if (best[m - 1][j - 1].cost + own < best[m][i].cost - kSame) {
            best[m][i] = {best[m - 1][j - 1].cost + own, j - 1, mine};
          }
        }
      }
    }
    std::vector<bool> is_given(notes, false);
    std::size_t i = notes;
    for (std::size_t m = count; m > 0; --m) {
      for (const std::size_t note : best[m][i].notes) {
        is_given[note] = true;
        divided_.phrases[m - 1].notes.push_back(chord[note]);
        ends_[m - 1].insert(chord[note].at + chord[note].beats);
      }
      i = best[m][i].before;
    }
    for (std::size_t note = 0; note < notes; ++note) {
      if (!is_given[note]) leave_out(chord[note]);
    }
  }

  void leave_out(const Note& note) {
    constexpr std::size_t kMost = 20;
    const bool is_reached = std::any_of(members_.begin(), members_.end(), [&](const auto& member) {
      return member.instrument.range.has(note.key);
    });
    if (divided_.warnings.size() == kMost) divided_.warnings.push_back("and more");
    if (divided_.warnings.size() > kMost) return;
    char at[32];
    std::snprintf(at, sizeof at, "%.6g", note.at);
    divided_.warnings.push_back(name_of_key(note.key) + " at beat " + at + " is left out: " +
                                (is_reached ? "all who can play it have other notes then"
                                            : "nobody in the section can play it"));
  }

  const std::vector<SectionMember>& members_;
  DividedPhrase divided_;
  std::vector<std::multiset<double>> ends_;  ///< Of the notes that each one plays.
};

}  // namespace

DividedPhrase divide(const Phrase& phrase, const std::vector<SectionMember>& members) {
  return Divider(members).divide(phrase);
}

}  // namespace parlando::score
