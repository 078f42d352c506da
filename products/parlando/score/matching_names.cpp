// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Names as they are compared: what orchestras and studios write for one and the same.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "parlando/score/matching.hpp"
#include "parlando/score/stable_order.hpp"
#include "text/utf8.hpp"

namespace parlando::score {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Numbers as people write them behind an instrument.
constexpr std::array kNumbers = {
    Pair{"i", "1"},     Pair{"ii", "2"},     Pair{"iii", "3"},   Pair{"iv", "4"},
    Pair{"1st", "1"},   Pair{"2nd", "2"},    Pair{"3rd", "3"},   Pair{"4th", "4"},
    Pair{"first", "1"}, Pair{"second", "2"}, Pair{"third", "3"}, Pair{"fourth", "4"},
    Pair{"one", "1"},   Pair{"two", "2"},    Pair{"three", "3"}, Pair{"four", "4"}};

/// Abbreviations and plurals of instruments.
constexpr std::array kWords = {
    Pair{"vln", "violin"},         Pair{"vn", "violin"},         Pair{"vl", "violin"},
    Pair{"violins", "violin"},     Pair{"violine", "violin"},    Pair{"fiddle", "violin"},
    Pair{"vla", "viola"},          Pair{"va", "viola"},          Pair{"violas", "viola"},
    Pair{"bratsche", "viola"},     Pair{"vc", "cello"},          Pair{"vcl", "cello"},
    Pair{"vlc", "cello"},          Pair{"cellos", "cello"},      Pair{"celli", "cello"},
    Pair{"violoncello", "cello"},  Pair{"violoncelli", "cello"}, Pair{"cb", "contrabass"},
    Pair{"db", "contrabass"},      Pair{"kb", "contrabass"},     Pair{"contrabasses", "contrabass"},
    Pair{"str", "strings"},        Pair{"strs", "strings"},      Pair{"fl", "flute"},
    Pair{"flutes", "flute"},       Pair{"picc", "piccolo"},      Pair{"ob", "oboe"},
    Pair{"oboes", "oboe"},         Pair{"cl", "clarinet"},       Pair{"clar", "clarinet"},
    Pair{"clarinets", "clarinet"}, Pair{"bn", "bassoon"},        Pair{"bsn", "bassoon"},
    Pair{"fg", "bassoon"},         Pair{"bassoons", "bassoon"},  Pair{"hn", "horn"},
    Pair{"horns", "horn"},         Pair{"tpt", "trumpet"},       Pair{"trp", "trumpet"},
    Pair{"trumpets", "trumpet"},   Pair{"tbn", "trombone"},      Pair{"trb", "trombone"},
    Pair{"trombones", "trombone"}, Pair{"tba", "tuba"},          Pair{"timp", "timpani"},
    Pair{"perc", "percussion"},    Pair{"dr", "drums"},          Pair{"drum", "drums"},
    Pair{"drumkit", "drums"},      Pair{"pno", "piano"},         Pair{"pf", "piano"},
    Pair{"pianoforte", "piano"},   Pair{"klavier", "piano"},     Pair{"gtr", "guitar"},
    Pair{"git", "guitar"},         Pair{"guitars", "guitar"},    Pair{"hp", "harp"},
    Pair{"sop", "soprano"},        Pair{"ten", "tenor"},         Pair{"bs", "bass"},
    Pair{"vox", "voice"},          Pair{"vocals", "voice"},      Pair{"vocal", "voice"},
    Pair{"org", "organ"},          Pair{"sax", "saxophone"},     Pair{"saxophones", "saxophone"}};

/// Words of which each is in one family only.
constexpr std::array kFamilyWords = {Pair{"violin", "strings"},
                                     Pair{"viola", "strings"},
                                     Pair{"cello", "strings"},
                                     Pair{"contrabass", "strings"},
                                     Pair{"strings", "strings"},
                                     Pair{"harp", "harp"},
                                     Pair{"flute", "woodwind"},
                                     Pair{"piccolo", "woodwind"},
                                     Pair{"recorder", "woodwind"},
                                     Pair{"oboe", "reed"},
                                     Pair{"clarinet", "reed"},
                                     Pair{"bassoon", "reed"},
                                     Pair{"saxophone", "reed"},
                                     Pair{"horn", "brass"},
                                     Pair{"trumpet", "brass"},
                                     Pair{"trombone", "brass"},
                                     Pair{"tuba", "brass"},
                                     Pair{"brass", "brass"},
                                     Pair{"timpani", "percussion"},
                                     Pair{"percussion", "percussion"},
                                     Pair{"drums", "drums"},
                                     Pair{"kick", "drums"},
                                     Pair{"snare", "drums"},
                                     Pair{"piano", "piano"},
                                     Pair{"rhodes", "piano"},
                                     Pair{"organ", "organ"},
                                     Pair{"guitar", "guitar"},
                                     Pair{"bass", "bass"},
                                     Pair{"soprano", "voice"},
                                     Pair{"alto", "voice"},
                                     Pair{"tenor", "voice"},
                                     Pair{"choir", "voice"},
                                     Pair{"voice", "voice"},
                                     Pair{"synth", "synth"},
                                     Pair{"pad", "synth"},
                                     Pair{"lead", "synth"},
                                     Pair{"celesta", "chromatic percussion"},
                                     Pair{"vibraphone", "chromatic percussion"},
                                     Pair{"marimba", "chromatic percussion"},
                                     Pair{"xylophone", "chromatic percussion"},
                                     Pair{"glockenspiel", "chromatic percussion"}};

template <typename Table>
std::string_view looked_up(const Table& table, std::string_view word) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Pair& each) { return each.first == word; });
  return found == table.end() ? std::string_view() : found->second;
}

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char each : name) {
    const auto byte = static_cast<unsigned char>(each);
    const bool is_digit = each >= '0' && each <= '9';
    const bool is_letter =
        (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || byte >= 0x80;
    std::string& word = words.back();
    const bool was_digit = !word.empty() && word.back() >= '0' && word.back() <= '9';
    // "Vln1" has a number behind a word; "1st" is one word.
    const bool is_cut = !is_digit && !is_letter;
    if ((is_cut || (is_digit && !was_digit)) && !word.empty()) words.emplace_back();
    if (is_cut) continue;
    words.back() += each >= 'A' && each <= 'Z' ? static_cast<char>(each | 0x20) : each;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool is_number(const std::string& word) {
  return word.find_first_not_of("0123456789") == std::string::npos;
}

/// Numbers as digits, and behind the words: "first violin" is "violin 1".
std::vector<std::string> with_numbers(std::vector<std::string> words) {
  for (std::string& word : words) {
    // A name that is one letter stays.
    if (words.size() > 1) {
      if (const auto number = looked_up(kNumbers, word); !number.empty()) word = number;
    }
  }
  sort_stably(words, [](const std::string& one, const std::string& other) {
    return !is_number(one) && is_number(other);
  });
  return words;
}

std::vector<std::string> written_out_words(std::string_view name) {
  std::vector<std::string> words = with_numbers(words_of(name));
  for (std::string& word : words) {
    if (const auto out = looked_up(kWords, word); !out.empty()) word = out;
  }
  // "Double Bass" is one instrument, and no bass.
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "double" && words[i + 1] == "bass") {
      words[i] = "contrabass";
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }
  return words;
}

}  // namespace

std::string comparable_name(std::string_view name) {
  return joined(with_numbers(words_of(name)));
}

std::string written_out(std::string_view name) {
  return joined(written_out_words(name));
}

std::string instrument_of_name(std::string_view name) {
  for (const std::string& word : written_out_words(name)) {
    if (!looked_up(kFamilyWords, word).empty()) return word;
  }
  return {};
}

std::string family_of_name(std::string_view name) {
  return std::string(looked_up(kFamilyWords, instrument_of_name(name)));
}

}  // namespace parlando::score
