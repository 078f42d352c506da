// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/instrument.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "parlando/score/key_name.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace parlando::score {
namespace {

using attacca::Result;

constexpr int kFormat = 1;
constexpr std::size_t kLongestName = 120;
constexpr double kLongestLatency = 1000.0;  // ms

std::string folded(std::string_view name) {
  std::string lower(name);
  for (char& each : lower) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each | 0x20);
  }
  return lower;
}

/// A name that can be a file's and stand on one line.
bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName && name.front() != '.' &&
         name.find('/') == std::string::npos && attacca::text::printable(name) == name;
}

std::optional<KeyRange> range_of(JsonFields& fields, const char* name) {
  const Json* const json = fields.find(name);
  if (json == nullptr) return std::nullopt;
  JsonFields range(*json, fields.place(name), {"lowest", "highest"});
  const KeyRange read = {range.key("lowest").value_or(0), range.key("highest").value_or(127)};
  if (read.lowest > read.highest) {
    range.wrong("", "its lowest key, " + name_of_key(read.lowest) + ", is above its highest, " +
                        name_of_key(read.highest) + "; exchange them");
  }
  if (range.error()) {
    fields.adopt(*range.error());
    return std::nullopt;
  }
  return read;
}

Result<Articulation> articulation_of(const Json& json, const std::string& where) {
  JsonFields fields(
      json, where,
      {"name", "key_switch", "hold", "cc", "value", "program", "channel", "latency_ms"});
  Articulation read;
  read.name = fields.text("name").value_or("");
  if (!is_name(read.name))
    fields.wrong("name", "each articulation has a name of up to 120 characters");
  read.key_switch = fields.key("key_switch");
  read.is_held = fields.truth("hold").value_or(false);
  read.controller = fields.integer("cc", 0, 127);
  read.controller_value = fields.integer("value", 0, 127).value_or(127);
  read.program = fields.integer("program", 1, 128);
  if (read.program) --*read.program;
  read.channel = fields.integer("channel", 1, 16);
  if (read.channel) --*read.channel;
  read.latency = fields.number("latency_ms", 0.0, kLongestLatency).value_or(0.0) / 1000.0;
  if (read.is_held && !read.key_switch) {
    fields.wrong("hold", "only a key switch can be held; give key_switch, or leave it out");
  }
  if (fields.has("value") && !read.controller) {
    fields.wrong("value", "it is the value of a controller; give cc, or leave it out");
  }
  if (fields.error()) return tl::unexpected(*fields.error());
  return read;
}

/// Calls `read(element, place)` for each of a list.
template <typename Read>
void for_each(JsonFields& fields, const char* name, Read&& read) {
  const Json* const list = fields.find(name);
  if (list == nullptr) return;
  if (!list->is_array()) return fields.wrong(name, "expected a list [ … ]");
  for (std::size_t i = 0; i < list->size() && !fields.error(); ++i) {
    read((*list)[i], fields.place(name) + "[" + std::to_string(i) + "]");
  }
}

void read_articulations(JsonFields& fields, Instrument& instrument) {
  std::set<std::string> names;
  for_each(fields, "articulations", [&](const Json& json, const std::string& where) {
    auto read = articulation_of(json, where);
    if (!read) return fields.adopt(read.error());
    if (!names.insert(folded(read->name)).second) {
      return fields.adopt(
          {where + ".name: \"" + read->name + "\" is there twice; name one otherwise"});
    }
    const int sounding = read->key_switch.value_or(0) + instrument.transposition;
    if (read->key_switch && fields.has("range") && instrument.range.has(sounding)) {
      return fields.adopt({where + ".key_switch: " + name_of_key(*read->key_switch) +
                           " lies in the range " + text_of(instrument.range) +
                           ", where it would sound as a note; correct one of the two"});
    }
    instrument.articulations.push_back(std::move(*read));
  });
}

void read_controllers(JsonFields& fields, Instrument& instrument) {
  std::set<int> known;
  for_each(fields, "controllers", [&](const Json& json, const std::string& where) {
    JsonFields each(json, where, {"cc", "does"});
    if (!each.has("cc")) each.wrong("cc", "say which controller, 0 to 127");
    const ControllerUse read = {each.integer("cc", 0, 127).value_or(0),
                                each.text("does").value_or("")};
    if (!is_name(read.does)) each.wrong("does", "say what it does, in up to 120 characters");
    if (!known.insert(read.controller).second) each.wrong("cc", "it is there twice; leave out one");
    if (each.error()) return fields.adopt(*each.error());
    instrument.controllers.push_back(read);
  });
}

void read_section(JsonFields& fields, Instrument& instrument) {
  instrument.section = fields.texts("section");
  if (!fields.has("section")) return;
  if (instrument.section.size() < 2) {
    fields.wrong("section", "name the musicians that play it, two or more, from the highest");
  }
  for (std::size_t i = 0; i < instrument.section.size(); ++i) {
    const std::string place = "section[" + std::to_string(i) + "]";
    if (!is_name(instrument.section[i])) fields.wrong(place.c_str(), "expected a musician's name");
    if (folded(instrument.section[i]) == folded(instrument.name)) {
      fields.wrong(place.c_str(), "a section cannot be one of its own musicians");
    }
  }
  for (const char* const own : {"range", "comfortable", "transposition", "polyphony", "latency_ms",
                                "articulations", "controllers"}) {
    if (fields.has(own)) {
      fields.wrong(own, "a section leaves it to the definitions of its musicians; take it out");
    }
  }
}

void read_sound(JsonFields& fields, Instrument& instrument) {
  instrument.transposition = fields.integer("transposition", -48, 48).value_or(0);
  instrument.range = range_of(fields, "range").value_or(KeyRange{});
  instrument.comfortable = range_of(fields, "comfortable");
  if (instrument.comfortable && (!instrument.range.has(instrument.comfortable->lowest) ||
                                 !instrument.range.has(instrument.comfortable->highest))) {
    fields.wrong("comfortable", text_of(*instrument.comfortable) + " goes beyond the range " +
                                    text_of(instrument.range) + "; correct one of the two");
  }
  instrument.polyphony = fields.integer("polyphony", 1, 1024).value_or(0);
  instrument.latency = fields.number("latency_ms", 0.0, kLongestLatency).value_or(0.0) / 1000.0;
  read_articulations(fields, instrument);
  read_controllers(fields, instrument);
}

Json json_of(KeyRange range) {
  return {{"lowest", name_of_key(range.lowest)}, {"highest", name_of_key(range.highest)}};
}

/// Milliseconds without the digits that only arithmetic has put there.
double milliseconds(double seconds) {
  return std::round(seconds * 1e6) / 1e3;
}

Json json_of(const Articulation& articulation) {
  Json json = {{"name", articulation.name}};
  if (articulation.key_switch) json["key_switch"] = name_of_key(*articulation.key_switch);
  if (articulation.is_held) json["hold"] = true;
  if (articulation.controller) {
    json["cc"] = *articulation.controller;
    json["value"] = articulation.controller_value;
  }
  if (articulation.program) json["program"] = *articulation.program + 1;
  if (articulation.channel) json["channel"] = *articulation.channel + 1;
  if (articulation.latency > 0.0) json["latency_ms"] = milliseconds(articulation.latency);
  return json;
}

}  // namespace

std::string text_of(KeyRange range) {
  return name_of_key(range.lowest) + " to " + name_of_key(range.highest);
}

const std::vector<std::string>& families() {
  static const std::vector<std::string> all = {"piano",    "chromatic percussion",
                                               "organ",    "guitar",
                                               "bass",     "strings",
                                               "harp",     "voice",
                                               "brass",    "reed",
                                               "woodwind", "synth",
                                               "ethnic",   "percussion",
                                               "drums",    "effects"};
  return all;
}

const Articulation* Instrument::articulation(std::string_view called) const noexcept {
  if (articulations.empty()) return nullptr;
  if (called.empty()) return &articulations.front();
  const auto is_called = [&](const Articulation& each) {
    return each.name.size() == called.size() &&
           std::equal(called.begin(), called.end(), each.name.begin(), [](char a, char b) {
             const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; };
             return lower(a) == lower(b);
           });
  };
  const auto found = std::find_if(articulations.begin(), articulations.end(), is_called);
  return found == articulations.end() ? nullptr : &*found;
}

Result<Instrument> parse_instrument(std::string_view text) {
  const auto json = parse_json(text, kLargestInstrument);
  if (!json) return tl::unexpected(json.error());
  JsonFields fields(
      *json, "",
      {"$schema", "parlando", "name", "description", "aliases", "family", "section", "range",
       "comfortable", "transposition", "polyphony", "latency_ms", "articulations", "controllers"});
  if (fields.error()) return tl::unexpected(*fields.error());
  if (!fields.has("parlando")) {
    return attacca::fail("parlando: it is missing; a definition begins with \"parlando\": 1");
  }
  if (fields.integer("parlando", 1, 1'000'000).value_or(kFormat) != kFormat) {
    return attacca::fail("parlando: this definition is of a newer format; this program reads 1");
  }
  (void)fields.text("$schema");
  Instrument instrument;
  instrument.name = fields.text("name").value_or("");
  if (!is_name(instrument.name)) {
    fields.wrong(
        "name",
        "expected a name of up to 120 characters, without \"/\" and with no \".\" in front");
  }
  instrument.description = fields.text("description").value_or("");
  instrument.aliases = fields.texts("aliases");
  for (std::size_t i = 0; i < instrument.aliases.size(); ++i) {
    const std::string place = "aliases[" + std::to_string(i) + "]";
    if (!is_name(instrument.aliases[i])) fields.wrong(place.c_str(), "expected a name");
  }
  instrument.family = fields.text("family").value_or("");
  const auto& known = families();
  if (!instrument.family.empty() &&
      std::find(known.begin(), known.end(), instrument.family) == known.end()) {
    fields.wrong("family", "\"" + attacca::text::printable(instrument.family) +
                               "\" is none; known are " +
                               attacca::text::list_of(known, known.size()));
  }
  read_section(fields, instrument);
  if (!instrument.is_section()) read_sound(fields, instrument);
  if (fields.error()) return tl::unexpected(*fields.error());
  return instrument;
}

Json json_of(const Instrument& instrument) {
  Json json = {{"parlando", kFormat}, {"name", instrument.name}};
  if (!instrument.description.empty()) json["description"] = instrument.description;
  if (!instrument.aliases.empty()) json["aliases"] = instrument.aliases;
  if (!instrument.family.empty()) json["family"] = instrument.family;
  if (instrument.is_section()) {
    json["section"] = instrument.section;
    return json;
  }
  if (instrument.range != KeyRange{}) json["range"] = json_of(instrument.range);
  if (instrument.comfortable) json["comfortable"] = json_of(*instrument.comfortable);
  if (instrument.transposition != 0) json["transposition"] = instrument.transposition;
  if (instrument.polyphony > 0) json["polyphony"] = instrument.polyphony;
  if (instrument.latency > 0.0) json["latency_ms"] = milliseconds(instrument.latency);
  for (const Articulation& each : instrument.articulations) {
    json["articulations"].push_back(json_of(each));
  }
  for (const ControllerUse& each : instrument.controllers) {
    json["controllers"].push_back({{"cc", each.controller}, {"does", each.does}});
  }
  return json;
}

std::string print_instrument(const Instrument& instrument) {
  return json_of(instrument).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace parlando::score
