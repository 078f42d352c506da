// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Phrases and curves: from what a model has written to what the conductor is asked for.

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "parlando/agent/orchestra.hpp"
#include "parlando/agent/phrase_run.hpp"
#include "parlando/agent/tools.hpp"
#include "parlando/score/json_notes.hpp"
#include "parlando/score/notation.hpp"
#include "parlando/score/performance.hpp"
#include "text/printable.hpp"

namespace parlando::agent {
namespace {

using attacca::Result;
using attacca::mcp::refusal;
using attacca::mcp::result_of;
using score::JsonFields;

/// From the request to the first note: time for packets to arrive, and for a block to begin.
constexpr double kLead = 15.0;       // ms
constexpr double kSwitchTap = 30.0;  // ms
constexpr double kPatience = 60.0;   // s
constexpr double kLongestPatience = 3600.0;

/// What one musician is asked to play.
struct Assignment {
  const Player* player = nullptr;
  score::Performance performance;
};

Result<score::Phrase> phrase_in(JsonFields& fields) {
  const Json* const notes = fields.find("notes");
  if (notes == nullptr) return attacca::fail(fields.place("notes") + ": it is missing; give notes");
  auto read = notes->is_string() ? score::parse_notation(notes->get_ref<const std::string&>())
                                 : score::phrase_of_json(*notes);
  if (read) return read;
  // Those of JSON begin with "notes[3]" already.
  const std::string part = fields.place("");
  const std::string where = notes->is_string() ? fields.place("notes") + ": "
                            : part.empty()     ? ""
                                               : part + ".";
  return attacca::fail(where + read.error().message);
}

Result<void> assign(const Orchestra& orchestra, const Json& part, const std::string& where,
                    std::vector<Assignment>& all, std::vector<std::string>& warnings) {
  JsonFields fields(part, where, {"musician", "notes"});
  const std::string called = fields.text("musician").value_or("");
  if (called.empty())
    fields.wrong("musician", "say who plays: the name of a musician or a section");
  if (fields.error()) return tl::unexpected(*fields.error());
  const auto phrase = phrase_in(fields);
  if (!phrase) return tl::unexpected(phrase.error());
  const auto players = orchestra.players_of(called);
  if (!players) return attacca::fail(fields.place("musician") + ": " + players.error().message);
  std::vector<score::Phrase> phrases = {*phrase};
  if (players->size() > 1) {
    std::vector<score::SectionMember> members;
    for (const Player* each : *players) members.push_back({each->name(), each->instrument});
    score::DividedPhrase divided = score::divide(*phrase, members);
    phrases = std::move(divided.phrases);
    for (const std::string& warning : divided.warnings) warnings.push_back(called + ": " + warning);
  }
  for (std::size_t i = 0; i < players->size(); ++i) {
    const Player& player = *(*players)[i];
    if (phrases[i].notes.empty()) continue;
    if (const std::string why = player.silence(); !why.empty()) {
      return attacca::fail(why + "; nothing was played");
    }
    if (!player.trouble.empty()) warnings.push_back(player.name() + ": " + player.trouble);
    all.push_back({&player, score::perform(phrases[i], player.instrument)});
    for (const std::string& warning : all.back().performance.warnings) {
      warnings.push_back(player.name() == player.instrument.name ? warning
                                                                 : player.name() + ": " + warning);
    }
  }
  return {};
}

/// An event as the conductor takes it; `lead` beyond what the conductor leads by itself.
Json event_of(const score::PlayedEvent& event, double lead_beats) {
  using Kind = score::PlayedEvent::Kind;
  Json json = {{"at", event.at - lead_beats}, {"channel", event.channel + 1}};
  switch (event.kind) {
    case Kind::program:
      json["kind"] = "program";
      json["program"] = event.number + 1;
      break;
    case Kind::controller:
      json["kind"] = "cc";
      json["controller"] = event.number;
      json["value"] = event.value / 127.0;
      break;
    case Kind::key_switch:
    case Kind::note:
      json["kind"] = "note";
      json["key"] = event.key;
      json["velocity"] = event.velocity;
      if (event.beats > 0.0) {
        json["beats"] = event.beats;
      } else {
        json["ms"] = kSwitchTap;
      }
      break;
  }
  return json;
}

/// Whether a curve can be of this: "cc 11", "bend", a kind of expression.
bool is_target(const std::string& target) {
  constexpr std::array kWords = {"bend",   "pressure", "volume",     "pan",
                                 "tuning", "vibrato",  "expression", "brightness"};
  if (std::find(kWords.begin(), kWords.end(), target) != kWords.end()) return true;
  if (!target.starts_with("cc ")) return false;
  int number = -1;
  const char* const end = target.data() + target.size();
  const auto read = std::from_chars(target.data() + 3, end, number);
  return read.ec == std::errc() && read.ptr == end && number >= 0 && number <= 127;
}

/// Where the phrase lies on a clock, from the arguments.
Result<Json> request_in(JsonFields& fields, ControlClient& client, double& tempo) {
  Json request = {{"do", "play"}, {"name", "agent"}};
  const std::string clock = fields.text("clock").value_or("own");
  const auto wanted = fields.number("tempo", 1.0, 1000.0);
  const bool is_daw = clock == "daw";
  if (clock != "own" && clock != "daw") fields.wrong("clock", "expected \"own\" or \"daw\"");
  if (wanted && is_daw) fields.wrong("tempo", "with \"clock\": \"daw\" the tempo is the DAW's");
  if (fields.has("start") && !is_daw) fields.wrong("start", "it needs \"clock\": \"daw\"");
  if (fields.error()) return tl::unexpected(*fields.error());
  if (is_daw) {
    request["clock"] = "daw";
    if (const Json* const start = fields.find("start")) request["start"] = *start;
  }
  if (wanted) {
    tempo = *wanted;
  } else if (const auto transport = client.call({{"do", "transport"}});
             transport && transport->value("tempo", Json()).is_number()) {
    tempo = transport->value("tempo", 120.0);
  }
  if (!is_daw) request["tempo"] = tempo;
  return request;
}

Result<std::vector<Assignment>> assignments_in(JsonFields& fields, const Json& arguments,
                                               const Orchestra& orchestra,
                                               std::vector<std::string>& warnings) {
  std::vector<Assignment> all;
  const Json* const parts = fields.find("parts");
  if (parts == nullptr) {
    Json part = Json::object();
    for (const char* const name : {"musician", "notes"}) {
      if (arguments.contains(name)) part[name] = arguments[name];
    }
    if (part.empty()) return attacca::fail("give a musician and notes, or parts with both");
    auto assigned = assign(orchestra, part, "", all, warnings);
    if (!assigned) return tl::unexpected(assigned.error());
    return all;
  }
  if (fields.has("musician") || fields.has("notes")) {
    return attacca::fail("parts: give either parts, or one musician and notes");
  }
  if (!parts->is_array() || parts->empty()) {
    return attacca::fail("parts: expected a list [{\"musician\": …, \"notes\": …}, …]");
  }
  for (std::size_t i = 0; i < parts->size(); ++i) {
    const std::string where = "parts[" + std::to_string(i) + "]";
    auto assigned = assign(orchestra, (*parts)[i], where, all, warnings);
    if (!assigned) return tl::unexpected(assigned.error());
  }
  return all;
}

Json states_of(const Orchestra& orchestra, const std::map<std::string, Sounding>& wanted) {
  Json states = Json::array();
  for (const Player& player : orchestra.players()) {
    if (wanted.contains(player.id())) states.push_back(player.state());
  }
  return states;
}

/// Starts it, waits if that is wanted, and says what has become of it.
Json run_phrase(ControlClient& client, const Json& request,
                std::map<std::string, Sounding> sounding, const std::vector<std::string>& warnings,
                double patience, PhraseRun::Clock::time_point began,
                const attacca::mcp::CallContext& context) {
  const auto wanted = sounding;
  PhraseRun run(client, began, std::move(sounding));
  if (auto started = run.start(request); !started) return refusal(started.error().message);
  if (patience > 0.0) run.wait(context, patience);
  Json report = run.report();
  if (!warnings.empty()) report["warnings"] = warnings;
  if (const auto now = Orchestra::ask(client)) report["links"] = states_of(*now, wanted);
  return result_of(report, run.has_failed());
}

double patience_in(JsonFields& fields) {
  const bool waits = fields.truth("wait").value_or(true);
  const double patience = fields.number("wait_seconds", 0.1, kLongestPatience).value_or(kPatience);
  return waits ? patience : 0.0;
}

}  // namespace

Json play(Agent& agent, const Json& arguments, const attacca::mcp::CallContext& context) {
  const auto began = PhraseRun::Clock::now();
  JsonFields fields(
      arguments, "",
      {"musician", "notes", "parts", "tempo", "clock", "start", "wait", "wait_seconds"});
  const double patience = patience_in(fields);
  if (fields.error()) return refusal(fields.error()->message);
  const auto met = agent.meet();
  if (!met) return refusal(met.error().message);
  double tempo = 120.0;
  auto request = request_in(fields, *met->client, tempo);
  if (!request) return refusal(request.error().message);
  std::vector<std::string> warnings;
  const auto all = assignments_in(fields, arguments, met->orchestra, warnings);
  if (!all) return refusal(all.error().message);

  std::map<std::string, Sounding> sounding;
  double most_lead = 0.0;
  std::size_t count = 0;
  (*request)["parts"] = Json::array();
  for (const Assignment& each : *all) {
    Json events = Json::array();
    Sounding& expected = sounding[each.player->id()];
    expected.name = each.player->name();
    for (const score::PlayedEvent& event : each.performance.events) {
      // The instrument's own latency is known to the conductor.
      const double lead = event.lead - each.player->instrument.latency;
      if (event.at * 60.0 / tempo < lead) most_lead = std::max(most_lead, lead);
      events.push_back(event_of(event, lead * tempo / 60.0));
      if (event.kind == score::PlayedEvent::Kind::note) expected.expected.push_back(event.key);
    }
    count += events.size();
    (*request)["parts"].push_back({{"to", each.player->id()}, {"events", std::move(events)}});
  }
  if (count == 0) return refusal("there is no note to play");
  if (!request->contains("clock") || request->value("start", Json()) == "now") {
    (*request)["lead_ms"] = kLead + most_lead * 1000.0;
  }
  return run_phrase(*met->client, *request, std::move(sounding), warnings, patience, began,
                    context);
}

Json shape(Agent& agent, const Json& arguments, const attacca::mcp::CallContext& context) {
  const auto began = PhraseRun::Clock::now();
  JsonFields fields(arguments, "",
                    {"musician", "target", "from", "to", "beats", "shape", "at", "channel", "tempo",
                     "clock", "start", "wait", "wait_seconds"});
  constexpr double kWidest = 127.0;  // the conductor knows the range of each target
  Json event = {{"kind", "curve"}};
  const std::string called = fields.text("musician").value_or("");
  const auto target = fields.text("target");
  const auto to = fields.number("to", -kWidest, kWidest);
  if (called.empty() || !target || !to) fields.wrong("", "give musician, target and to");
  event["target"] = target.value_or("");
  if (target && !is_target(*target)) {
    fields.wrong("target", "\"" + attacca::text::printable(*target) +
                               "\" is none; there are \"cc 0\" to \"cc 127\", bend, pressure, "
                               "volume, pan, tuning, vibrato, expression and brightness");
  }
  event["from"] = fields.number("from", -kWidest, kWidest).value_or(0.0);
  event["to"] = to.value_or(0.0);
  event["beats"] = fields.number("beats", 1e-3, score::kMostBeats).value_or(1.0);
  event["at"] = fields.number("at", 0.0, score::kMostBeats).value_or(0.0);
  event["channel"] = fields.integer("channel", 1, 16).value_or(1);
  if (const auto shape = fields.text("shape")) event["shape"] = *shape;
  const double patience = patience_in(fields);
  if (fields.error()) return refusal(fields.error()->message);
  const auto met = agent.meet();
  if (!met) return refusal(met.error().message);
  double tempo = 120.0;
  auto request = request_in(fields, *met->client, tempo);
  if (!request) return refusal(request.error().message);
  const auto players = met->orchestra.players_of(called);
  if (!players) return refusal("musician: " + players.error().message);
  std::map<std::string, Sounding> sounding;
  (*request)["parts"] = Json::array();
  for (const Player* player : *players) {
    if (const std::string why = player->silence(); !why.empty()) return refusal(why);
    sounding[player->id()].name = player->name();
    (*request)["parts"].push_back({{"to", player->id()}, {"events", {event}}});
  }
  if (!request->contains("clock")) (*request)["lead_ms"] = kLead;
  return run_phrase(*met->client, *request, std::move(sounding), {}, patience, began, context);
}

}  // namespace parlando::agent
