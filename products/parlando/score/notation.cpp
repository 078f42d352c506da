// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/notation.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "parlando/score/key_name.hpp"
#include "parlando/score/notation_words.hpp"
#include "parlando/score/stable_order.hpp"
#include "text/printable.hpp"
#include "text/utf8.hpp"

namespace parlando::score {
namespace {

using attacca::Error;
using attacca::Result;

constexpr std::size_t kLongest = std::size_t{64} << 10;
constexpr double kSame = 1e-6;  // beats

/// A word of the text, and where it begins.
struct Word {
  std::string_view text;
  std::size_t at = 0;
};

bool is_blank(char each) noexcept {
  return each == ' ' || each == '\t' || each == '\n' || each == '\r';
}

/// A number of beats: 2, 0.5, 1/3, 3/2. Nothing where it is none.
std::optional<double> number_of(std::string_view text) noexcept {
  const auto part = [](std::string_view digits) -> std::optional<double> {
    double value = 0.0;
    const bool is_plain =
        !digits.empty() && digits.find_first_not_of("0123456789.") == std::string_view::npos;
    if (!is_plain) return std::nullopt;
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value, std::chars_format::fixed);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return value;
  };
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return part(text);
  const auto over = part(text.substr(0, slash));
  const auto under = part(text.substr(slash + 1));
  if (!over || !under || *under == 0.0) return std::nullopt;
  return *over / *under;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Phrase> read() {
    while (skip_blanks()) {
      if (auto read = read_item(); !read) return tl::unexpected(read.error());
    }
    if (auto ended = end_voice(); !ended) return tl::unexpected(ended.error());
    sort(phrase_);
    return std::move(phrase_);
  }

 private:
  tl::unexpected<Error> wrong(std::size_t at, std::string_view shown,
                              const std::string& what) const {
    std::size_t line = 1;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < at; ++i) {
      if (text_[i] == '\n') {
        ++line;
        begin = i + 1;
      }
    }
    const std::size_t column =
        1 + attacca::text::count_code_points(text_.substr(begin, at - begin));
    return attacca::fail("line " + std::to_string(line) + ", column " + std::to_string(column) +
                         ": \"" + attacca::text::printable(attacca::text::cut_utf8(shown, 40)) +
                         "\": " + what);
  }
  [[nodiscard]] tl::unexpected<Error> wrong(const Word& word, const std::string& what) const {
    return wrong(word.at, word.text, what);
  }

  /// False at the end.
  bool skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  /// Up to a blank, a bar line, a bracket, or a new voice.
  Word take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) &&
           std::string_view("|[]&").find(text_[at_]) == std::string_view::npos) {
      ++at_;
    }
    return {text_.substr(begin, at_ - begin), begin};
  }

  Result<void> read_item() {
    const char first = text_[at_];
    if (first == '|') return read_bar();
    if (first == '[') return read_chord();
    if (first == '&') return begin_voice();
    if (first == '@') return read_articulation();
    if (first == ']') return wrong(at_, "]", "no chord is open; a chord is [C4 E4 G4]:2");
    const Word word = take_word();
    if (read_dynamic(word)) return {};
    if (word.text.front() == 'v' && word.text.size() > 1) return read_velocity(word);
    if (word.text.front() >= '0' && word.text.front() <= '9') return read_metre(word);
    if (word.text.front() == 'R' || word.text.front() == 'r') return read_rest(word);
    return read_note(word);
  }

  bool read_dynamic(const Word& word) {
    const auto found = std::find_if(kDynamics.begin(), kDynamics.end(),
                                    [&](const Dynamic& each) { return each.word == word.text; });
    if (found == kDynamics.end()) return false;
    velocity_ = found->velocity;
    return true;
  }

  std::optional<int> velocity_of(std::string_view digits) const {
    int value = 0;
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || value < 1 || value > 127) return std::nullopt;
    return value;
  }

  Result<void> read_velocity(const Word& word) {
    const auto value = velocity_of(word.text.substr(1));
    if (!value) return wrong(word, "a velocity is v1 to v127");
    velocity_ = *value;
    return {};
  }

  Result<void> read_metre(const Word& word) {
    const std::size_t slash = word.text.find('/');
    const auto numerator = number_of(word.text.substr(0, slash));
    const auto denominator =
        slash == std::string_view::npos ? std::nullopt : number_of(word.text.substr(slash + 1));
    const bool is_metre = numerator && denominator && *numerator >= 1.0 && *numerator <= 64.0 &&
                          *numerator == std::floor(*numerator) &&
                          (*denominator == 1.0 || *denominator == 2.0 || *denominator == 4.0 ||
                           *denominator == 8.0 || *denominator == 16.0 || *denominator == 32.0);
    if (!is_metre) {
      return wrong(word, "expected a note as C4:1, a rest as R:1, or a time signature as 4/4");
    }
    if (std::abs(time_ - bar_began_) > kSame) {
      return wrong(word, "a time signature stands at the beginning of a bar");
    }
    bar_ = *numerator * 4.0 / *denominator;
    metre_ = word.text;
    return {};
  }

  Result<void> read_bar() {
    const double length = time_ - bar_began_;
    const bool is_full = bar_ == 0.0 || std::abs(length - bar_) <= kSame;
    const bool is_pick_up = bar_number_ == 1 && length < bar_;
    if (!is_full && !is_pick_up) {
      char beats[64];
      std::snprintf(beats, sizeof beats, "%.6g beats, and %.*s has %.6g", length,
                    static_cast<int>(metre_.size()), metre_.data(), bar_);
      return wrong(at_, "|", "bar " + std::to_string(bar_number_) + " has " + beats);
    }
    if (length > kSame) ++bar_number_;
    bar_began_ = time_;
    ++at_;
    return {};
  }

  Result<void> begin_voice() {
    if (auto ended = end_voice(); !ended) return ended;
    time_ = bar_began_ = bar_ = 0.0;
    bar_number_ = 1;
    length_ = 1.0;
    velocity_ = kUsualVelocity;
    articulation_.clear();
    ++at_;
    return {};
  }

  Result<void> end_voice() {
    if (tied_.empty()) return {};
    return wrong(tied_.begin()->second.word, "the tie leads to no note behind it; leave out the ~");
  }

  Result<void> read_articulation() {
    const std::size_t begin = at_++;
    if (at_ < text_.size() && text_[at_] == '"') {
      const std::size_t end = text_.find('"', at_ + 1);
      if (end == std::string_view::npos) {
        return wrong(begin, text_.substr(begin), "the articulation's name has no closing \"");
      }
      articulation_ = text_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return {};
    }
    articulation_ = take_word().text;
    if (articulation_.find('"') != std::string::npos) {
      return wrong(begin, text_.substr(begin, at_ - begin),
                   "a name in quotation marks has them at both ends: @\"sul tasto\"");
    }
    return {};
  }

  /// Takes ":LENGTH" off the end of a word; without it the last one stays.
  Result<std::optional<double>> take_length(const Word& word, std::string_view& left) const {
    const std::size_t colon = left.find(':');
    if (colon == std::string_view::npos) return std::optional<double>();
    const auto length = number_of(left.substr(colon + 1));
    if (!length || *length <= 0.0 || *length > kMostBeats) {
      return wrong(word, "a length in beats stands behind the colon: C4:1, C4:0.5, C4:1/3");
    }
    left = left.substr(0, colon);
    return length;
  }

  /// What stands behind a note or a chord: a tie, a velocity of its own, a length.
  struct Ending {
    bool is_tied = false;
    std::optional<int> velocity;
  };

  Result<Ending> take_ending(const Word& word, std::string_view& left) {
    Ending ending;
    ending.is_tied = left.ends_with('~');
    if (ending.is_tied) left.remove_suffix(1);
    if (const std::size_t mark = left.find('!'); mark != std::string_view::npos) {
      ending.velocity = velocity_of(left.substr(mark + 1));
      if (!ending.velocity) {
        return wrong(word, "a velocity of 1 to 127 stands behind the !: C4:1!100");
      }
      left = left.substr(0, mark);
    }
    const auto length = take_length(word, left);
    if (!length) return tl::unexpected(length.error());
    if (*length) length_ = **length;
    return ending;
  }

  Result<void> read_rest(const Word& word) {
    std::string_view left = word.text;
    const auto length = take_length(word, left);
    if (!length) return tl::unexpected(length.error());
    if (left.size() != 1) {
      return wrong(word, "expected a note as C4:1 or a rest as R:1");
    }
    if (*length) length_ = **length;
    if (!tied_.empty()) return end_voice();
    return move_on();
  }

  struct Chosen {
    Word word;
    int key = 0;
    std::optional<int> velocity;
    bool is_tied = false;
  };

  Result<int> key_of(const Word& word, std::string_view name) const {
    if (const auto key = key_called(name)) return *key;
    return wrong(word,
                 "expected a note as C4:1, F#3:1/2 or Bb2: a letter A to G, # or b, an octave; "
                 "from C-1 to G9");
  }

  Result<void> read_note(const Word& word) {
    std::string_view left = word.text;
    const auto ending = take_ending(word, left);
    if (!ending) return tl::unexpected(ending.error());
    const auto key = key_of(word, left);
    if (!key) return tl::unexpected(key.error());
    return sound({{word, *key, ending->velocity, ending->is_tied}});
  }

  Result<void> read_chord() {
    const std::size_t begin = at_++;
    std::vector<Chosen> chosen;
    while (skip_blanks() && text_[at_] != ']') {
      const Word word = take_word();
      if (word.text.empty()) return wrong(at_, text_.substr(at_, 1), "a chord is [C4 E4 G4]:2");
      std::string_view left = word.text;
      if (left.find(':') != std::string_view::npos) {
        return wrong(word, "the length stands behind the chord: [C4 E4 G4]:2");
      }
      const auto ending = take_ending(word, left);
      if (!ending) return tl::unexpected(ending.error());
      const auto key = key_of(word, left);
      if (!key) return tl::unexpected(key.error());
      for (const Chosen& other : chosen) {
        if (other.key == *key) return wrong(word, "it stands twice in the chord; leave out one");
      }
      chosen.push_back({word, *key, ending->velocity, ending->is_tied});
    }
    if (at_ == text_.size()) return wrong(begin, text_.substr(begin), "the chord has no closing ]");
    ++at_;
    if (chosen.empty()) return wrong(begin, "[]", "the chord has no notes; a rest is R:1");
    const Word word = take_word();
    std::string_view left = word.text;
    const auto ending = take_ending(word, left);
    if (!ending) return tl::unexpected(ending.error());
    if (!left.empty()) return wrong(word, "behind a chord stands its length: [C4 E4 G4]:2");
    for (Chosen& each : chosen) {
      each.is_tied = each.is_tied || ending->is_tied;
      if (!each.velocity) each.velocity = ending->velocity;
    }
    return sound(chosen);
  }

  /// Adds notes, or makes those longer that are tied to them, and goes on by their length.
  Result<void> sound(const std::vector<Chosen>& chosen) {
    std::map<int, Tie> before = std::exchange(tied_, {});
    for (const Chosen& each : chosen) {
      const auto tie = before.find(each.key);
      std::size_t index = 0;
      if (tie != before.end()) {
        index = tie->second.note;
        phrase_.notes[index].beats += length_;
        before.erase(tie);
      } else {
        if (phrase_.notes.size() == kMostNotes) {
          return wrong(each.word, "a phrase has 20000 notes at most; play it in parts");
        }
        index = phrase_.notes.size();
        phrase_.notes.push_back({.at = time_,
                                 .beats = length_,
                                 .key = each.key,
                                 .velocity = each.velocity.value_or(velocity_) / 127.0,
                                 .articulation = articulation_});
      }
      if (each.is_tied) tied_[each.key] = {index, each.word};
    }
    if (!before.empty()) {
      const auto& [key, tie] = *before.begin();
      return wrong(tie.word, "the tie leads to no " + name_of_key(key) +
                                 " in what follows; of a chord, tie single notes: [C4~ E4]:1");
    }
    return move_on();
  }

  Result<void> move_on() {
    time_ += length_;
    if (time_ > kMostBeats) return wrong(at_, "", "a phrase has 100000 beats at most");
    phrase_.beats = std::max(phrase_.beats, time_);
    return {};
  }

  struct Tie {
    std::size_t note = 0;
    Word word;
  };

  std::string_view text_;
  std::size_t at_ = 0;
  Phrase phrase_;
  double time_ = 0.0;
  double length_ = 1.0;
  int velocity_ = kUsualVelocity;
  std::string articulation_;
  std::map<int, Tie> tied_;  ///< By key.
  double bar_ = 0.0;         ///< Beats; 0: no time signature.
  double bar_began_ = 0.0;
  int bar_number_ = 1;
  std::string_view metre_;
};

}  // namespace

void sort(Phrase& phrase) {
  sort_stably(phrase.notes, [](const Note& a, const Note& b) { return a.at < b.at; });
}

Result<Phrase> parse_notation(std::string_view text) {
  if (text.size() > kLongest) return attacca::fail("a phrase has 64 kB at most; play it in parts");
  if (const std::size_t at = attacca::text::find_malformed_utf8(text);
      at != std::string_view::npos) {
    return attacca::fail("byte " + std::to_string(at) + ": the phrase is no UTF-8");
  }
  return Reader(text).read();
}

}  // namespace parlando::score
