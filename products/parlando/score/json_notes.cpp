// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/json_notes.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "parlando/score/key_name.hpp"
#include "parlando/score/notation_words.hpp"

namespace parlando::score {
namespace {

constexpr double kShortest = 1e-6;  // beats

/// Without the digits that only arithmetic has put there.
double rounded(double value) {
  return std::round(value * 1e6) / 1e6;
}

}  // namespace

attacca::Result<Phrase> phrase_of_json(const Json& notes) {
  if (!notes.is_array()) {
    return attacca::fail("notes: expected a list [{\"at\": 0, \"key\": \"C4\", \"beats\": 1}, …]");
  }
  if (notes.size() > kMostNotes) {
    return attacca::fail("notes: a phrase has 20000 notes at most; play it in parts");
  }
  Phrase phrase;
  double end = 0.0;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    JsonFields fields(notes[i], "notes[" + std::to_string(i) + "]",
                      {"at", "beats", "key", "velocity", "channel", "articulation"});
    Note note;
    note.at = fields.number("at", 0.0, kMostBeats).value_or(end);
    note.beats = fields.number("beats", kShortest, kMostBeats).value_or(1.0);
    if (!fields.has("key")) fields.wrong("", "it has no key; say \"key\": \"C4\" or 60");
    note.key = fields.key("key").value_or(60);
    note.velocity = fields.number("velocity", 0.0, 1.0).value_or(kUsualVelocity / 127.0);
    note.channel = fields.integer("channel", 1, 16).value_or(1) - 1;
    note.articulation = fields.text("articulation").value_or("");
    if (const auto& error = fields.error()) return tl::unexpected(*error);
    end = note.at + note.beats;
    phrase.beats = std::max(phrase.beats, end);
    phrase.notes.push_back(std::move(note));
  }
  sort(phrase);
  return phrase;
}

Json json_of(const Phrase& phrase) {
  Json notes = Json::array();
  for (const Note& note : phrase.notes) {
    Json each = {{"at", rounded(note.at)},
                 {"key", name_of_key(note.key)},
                 {"beats", rounded(note.beats)},
                 {"velocity", std::round(note.velocity * 1e3) / 1e3}};
    if (note.channel != 0) each["channel"] = note.channel + 1;
    if (!note.articulation.empty()) each["articulation"] = note.articulation;
    notes.push_back(std::move(each));
  }
  return notes;
}

Json notes_schema() {
  const Json key = {
      {"description", "a name, where \"C4\" is middle C, or a MIDI key 0 to 127"},
      {"anyOf", {{{"type", "string"}}, {{"type", "integer"}, {"minimum", 0}, {"maximum", 127}}}}};
  const Json properties = {
      {"at",
       {{"type", "number"},
        {"minimum", 0},
        {"description",
         "beats from the phrase's beginning; where the note before ends if left out"}}},
      {"key", key},
      {"beats",
       {{"type", "number"}, {"exclusiveMinimum", 0}, {"description", "its length; 1 if left out"}}},
      {"velocity", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}},
      {"channel", {{"type", "integer"}, {"minimum", 1}, {"maximum", 16}}},
      {"articulation",
       {{"type", "string"}, {"description", "by its name in the instrument's definition"}}}};
  return {{"type", "array"},
          {"items",
           {{"type", "object"},
            {"properties", properties},
            {"required", {"key"}},
            {"additionalProperties", false}}}};
}

}  // namespace parlando::score
