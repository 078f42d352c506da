// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a phrase in Parlando's notation, or as JSON if it begins with a bracket or a brace.

#include <cmath>
#include <string_view>

#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "parlando/score/json_notes.hpp"
#include "parlando/score/notation.hpp"
#include "parlando/score/performance.hpp"

namespace attacca::fuzz {
namespace {

using parlando::score::Json;
using parlando::score::Note;
using parlando::score::Phrase;

void check(const Phrase& phrase) {
  double before = 0.0;
  for (const Note& note : phrase.notes) {
    require(note.at >= before, "notes come in the order of time");
    before = note.at;
    require(note.beats > 0.0 && note.at + note.beats <= phrase.beats + 1e-6,
            "a note has a length and ends with the phrase");
    require(note.key >= 0 && note.key <= 127 && note.channel >= 0 && note.channel <= 15 &&
                note.velocity >= 0.0 && note.velocity <= 1.0,
            "a note is in range");
  }
  require(parlando::score::phrase_of_json(parlando::score::json_of(phrase)).has_value() ||
              phrase.notes.empty() ||
              std::any_of(phrase.notes.begin(), phrase.notes.end(),
                          [](const Note& note) { return note.beats < 1e-5; }),
          "what was read can be written as JSON");
  const std::vector<parlando::score::SectionMember> section = {
      {"High", {.name = "High", .range = {60, 100}, .polyphony = 1}},
      {"Low", {.name = "Low", .range = {20, 70}, .polyphony = 2}}};
  std::size_t given = 0;
  for (const Phrase& each : parlando::score::divide(phrase, section).phrases) {
    given += each.notes.size();
    (void)parlando::score::perform(each, section.front().instrument);
  }
  require(given <= phrase.notes.size(), "no note is given to two musicians");
}

void check_printed(const Phrase& phrase) {
  const std::string text = parlando::score::print_notation(phrase);
  if (text.size() > 60'000) return;
  const auto again = parlando::score::parse_notation(text);
  require(again.has_value(), "what is printed can be read");
  require(again->notes.size() == phrase.notes.size(), "no note is lost");
  for (std::size_t i = 0; i < phrase.notes.size(); ++i) {
    require(std::abs(again->notes[i].at - phrase.notes[i].at) <= 2e-6, "a note keeps its time");
  }
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace attacca;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (size > 4096) return 0;
  if (text.starts_with('{') || text.starts_with("[{")) {
    const auto json = parlando::score::parse_json(text, 4096);
    if (!json) {
      fuzz::require(fuzz::is_one_clear_line(json.error().message), "a mistake is one clear line");
      return 0;
    }
    const auto phrase = parlando::score::phrase_of_json(*json);
    if (phrase) {
      fuzz::check(*phrase);
    } else {
      fuzz::require(fuzz::is_one_clear_line(phrase.error().message), "a mistake is one clear line");
    }
    return 0;
  }
  const auto phrase = parlando::score::parse_notation(text);
  if (phrase) {
    fuzz::check(*phrase);
    fuzz::check_printed(*phrase);
  } else {
    fuzz::require(fuzz::is_one_clear_line(phrase.error().message), "a mistake is one clear line");
  }
  return 0;
}
