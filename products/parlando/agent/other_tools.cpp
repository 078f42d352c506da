// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <utility>

#include "parlando/agent/orchestra.hpp"
#include "parlando/agent/tools.hpp"
#include "parlando/score/instrument_files.hpp"
#include "parlando/score/json_notes.hpp"
#include "parlando/score/notation.hpp"

namespace parlando::agent {
namespace {

using attacca::mcp::refusal;
using attacca::mcp::result_of;
using score::JsonFields;

/// What a model needs to write for a musician.
Json described(const Player& player) {
  Json json = player.state();
  for (const char* const name : {"aliases", "role", "color", "primary", "sounding"}) {
    if (player.listed.contains(name)) json[name] = player.listed[name];
  }
  if (player.is_defined) {
    Json instrument = score::json_of(player.instrument);
    instrument.erase("parlando");
    json["instrument"] = std::move(instrument);
  } else if (!player.trouble.empty()) {
    json["instrument_trouble"] = player.trouble;
  } else {
    json["instrument"] = nullptr;
  }
  return json;
}

/// Sections whose musicians are all there.
Json sections_of(const Orchestra& orchestra) {
  Json sections = Json::array();
  for (const std::string& name : score::list_instruments()) {
    const auto found = score::find_instrument(name);
    if (!found || !found->is_section()) continue;
    const auto players = orchestra.players_of(name);
    if (!players) continue;
    Json names = Json::array();
    for (const Player* each : *players) names.push_back(each->name());
    sections.push_back({{"section", name}, {"musicians", names}});
  }
  return sections;
}

/// Asks the conductor one thing, and answers what it answers.
Json ask(Agent& agent, Json request) {
  auto client = agent.connect();
  if (!client) return refusal(client.error().message);
  const auto answer = (*client)->call(std::move(request));
  return answer ? result_of(*answer, false) : refusal(answer.error().message);
}

/// Notes that were heard, in beats from the first bar line or beat before them.
score::Phrase phrase_of(const Json& notes, double& first) {
  score::Phrase phrase;
  constexpr double kShortest = 1.0 / 96.0;
  for (const Json& each : notes) {
    score::Note note;
    note.at = each.value("start", 0.0);
    const auto length = each.find("length");
    const bool has_ended = length != each.end() && length->is_number();
    note.beats = has_ended ? std::max(length->get<double>(), kShortest) : 1.0;
    note.key = std::clamp(each.value("key", 60), 0, 127);
    note.velocity = std::clamp(each.value("velocity", 0.63), 0.0, 1.0);
    note.channel = std::clamp(each.value("channel", 1) - 1, 0, 15);
    phrase.notes.push_back(std::move(note));
  }
  score::sort(phrase);
  first = phrase.notes.empty() ? 0.0 : std::floor(phrase.notes.front().at);
  for (score::Note& note : phrase.notes) {
    note.at -= first;
    phrase.beats = std::max(phrase.beats, note.at + note.beats);
  }
  return phrase;
}

}  // namespace

Json list_musicians(Agent& agent, const Json& arguments) {
  const JsonFields fields(arguments, "", {});
  if (fields.error()) return refusal(fields.error()->message);
  const auto met = agent.meet();
  if (!met) return refusal(met.error().message);
  Json musicians = Json::array();
  for (const Player& player : met->orchestra.players()) musicians.push_back(described(player));
  Json answer = {{"musicians", musicians}, {"sections", sections_of(met->orchestra)}};
  if (musicians.empty()) {
    answer["what_to_do"] =
        "No musician was found: put the plugin Parlando Musician on a track of a DAW, in front of "
        "its instrument; `doctor` looks for what may keep them away";
  }
  return result_of(answer, false);
}

Json transport(Agent& agent, const Json& arguments) {
  const JsonFields fields(arguments, "", {});
  if (fields.error()) return refusal(fields.error()->message);
  return ask(agent, {{"do", "transport"}});
}

Json listen(Agent& agent, const Json& arguments) {
  JsonFields fields(arguments, "", {"musician", "bars", "grid"});
  const std::string called = fields.text("musician").value_or("");
  if (called.empty()) fields.wrong("musician", "say whom to listen to");
  const double bars = fields.number("bars", 0.0, 10'000.0).value_or(4.0);
  const double grid = fields.number("grid", 0.0, 4.0).value_or(0.0);
  if (fields.error()) return refusal(fields.error()->message);
  const auto met = agent.meet();
  if (!met) return refusal(met.error().message);
  const auto player = met->orchestra.find(called);
  if (!player) return refusal("musician: " + player.error().message);
  const auto heard = met->client->call({{"do", "listen"}, {"to", (*player)->id()}, {"bars", bars}});
  if (!heard) return refusal(heard.error().message);
  double first = 0.0;
  const score::Phrase phrase = phrase_of(heard->value("notes", Json::array()), first);
  Json answer = {
      {"musician", (*player)->name()},   {"count", phrase.notes.size()},
      {"begins_at_beat", first},         {"notation", score::print_notation(phrase, grid)},
      {"notes", score::json_of(phrase)}, {"now_beat", heard->value("now", Json())}};
  for (const char* const lost : {"older_lost", "not_arrived"}) {
    if (heard->contains(lost)) answer[lost] = (*heard)[lost];
  }
  answer["links"] = {(*player)->state()};
  return result_of(answer, false);
}

Json stop(Agent& agent, const Json& arguments) {
  JsonFields fields(arguments, "", {"musician", "phrase"});
  Json request = {{"do", "stop"}};
  const auto called = fields.text("musician");
  if (fields.has("phrase"))
    request["phrase"] = fields.integer("phrase", 0, 2'000'000'000).value_or(0);
  if (called && fields.has("phrase")) fields.wrong("", "give a musician or a phrase, or neither");
  if (fields.error()) return refusal(fields.error()->message);
  auto client = agent.connect();
  if (!client) return refusal(client.error().message);
  const auto orchestra = Orchestra::ask(**client);
  if (!orchestra) return refusal(orchestra.error().message);
  std::vector<Json> requests = {request};
  if (called) {
    const auto players = orchestra->players_of(*called);
    if (!players) return refusal("musician: " + players.error().message);
    requests.clear();
    for (const Player* each : *players) requests.push_back({{"do", "stop"}, {"to", each->id()}});
  }
  for (const Json& each : requests) {
    if (const auto done = (*client)->call(each); !done) return refusal(done.error().message);
  }
  Json links = Json::array();
  for (const Player& player : orchestra->players()) links.push_back(player.state());
  return result_of({{"stopped", called                 ? Json(*called)
                                : fields.has("phrase") ? request["phrase"]
                                                       : Json("all")},
                    {"links", links}},
                   false);
}

Json phrase(Agent& agent, const Json& arguments) {
  JsonFields fields(arguments, "", {"phrase"});
  const auto number = fields.integer("phrase", 0, 2'000'000'000);
  if (!number) fields.wrong("phrase", "give the number that play has answered");
  if (fields.error()) return refusal(fields.error()->message);
  return ask(agent, {{"do", "phrase"}, {"phrase", *number}});
}

Json teach(Agent& agent, const Json& arguments) {
  return teach(agent, arguments, "\"replace\": true");
}

Json teach(Agent& agent, const Json& arguments, const std::string& replace_word) {
  JsonFields fields(arguments, "", {"musician", "definition", "replace"});
  const auto called = fields.text("musician");
  const bool replaces = fields.truth("replace").value_or(false);
  const Json* const definition = fields.find("definition");
  if (definition == nullptr) fields.wrong("definition", "give the definition as a JSON object");
  if (fields.error()) return refusal(fields.error()->message);
  Json completed = *definition;
  if (completed.is_object() && !completed.contains("parlando")) completed["parlando"] = 1;
  const auto instrument =
      score::parse_instrument(completed.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (!instrument) return refusal("definition: " + instrument.error().message);
  if (called && instrument->is_section()) {
    return refusal("musician: a section belongs to no single one; leave it out");
  }
  auto client = agent.connect();
  if (!client) return refusal(client.error().message);
  std::string id;
  if (called) {
    agent.wait_for_musicians();
    const auto orchestra = Orchestra::ask(**client);
    if (!orchestra) return refusal(orchestra.error().message);
    const auto player = orchestra->find(*called);
    if (!player) return refusal("musician: " + player.error().message);
    id = (*player)->id();
  }
  const auto saved = score::save_instrument(*instrument, replaces, replace_word);
  if (!saved) return refusal(saved.error().message);
  Json answer = {{"written", saved->string()}, {"name", instrument->name}};
  if (called) {
    const auto told = (*client)->call({{"do", "instrument"},
                                       {"to", id},
                                       {"name", instrument->name},
                                       {"latency_ms", instrument->latency * 1000.0}});
    if (!told) return refusal(saved->string() + " is written, but: " + told.error().message);
    answer["musician"] = *called;
  }
  return result_of(answer, false);
}

Json doctor(Agent& agent, const Json& arguments) {
  const JsonFields fields(arguments, "", {});
  if (fields.error()) return refusal(fields.error()->message);
  return ask(agent, {{"do", "doctor"}});
}

}  // namespace parlando::agent
