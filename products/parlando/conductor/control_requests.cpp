// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Requests that ask, name and listen; those that play are in control_play.cpp.

#include <utility>

#include <unistd.h>

#include "parlando/conductor/control.hpp"
#include "parlando/conductor/control_json.hpp"
#include "parlando/conductor/musician_lookup.hpp"
#include "parlando/protocol/ports.hpp"

namespace parlando {

void Control::add_requests() {
  add("hello", [this](Fields& fields, const Caller&, Moment) { return hello(fields); });
  add("list", [this](Fields& fields, const Caller&, Moment now) { return list(fields, now); });
  add("transport", [this](Fields& fields, const Caller&, Moment now) -> Reply {
    if (!fields.finish()) return attacca::fail(fields.error());
    return parlando::json_of(conductor_.transport(), now.wall);
  });
  add("subscribe", [this](Fields& fields, const Caller& caller, Moment now) {
    return subscribe(fields, caller, now);
  });
  add("alias",
      [this](Fields& fields, const Caller& caller, Moment) { return alias(fields, caller); });
  add("instrument",
      [this](Fields& fields, const Caller& caller, Moment) { return instrument(fields, caller); });
  add("map", [this](Fields& fields, const Caller& caller, Moment) { return map(fields, caller); });
  add("listen", [this](Fields& fields, const Caller& caller, Moment now) {
    return listen(fields, caller, now);
  });
  add("record", [this](Fields& fields, const Caller&, Moment) { return record(fields); });
  add("doctor", [this](Fields& fields, const Caller&, Moment now) { return doctor(fields, now); });
  add("quit", [this](Fields& fields, const Caller&, Moment) -> Reply {
    if (!fields.finish()) return attacca::fail(fields.error());
    wants_to_end_ = true;
    return Json::object();
  });
}

Control::Reply Control::hello(Fields& fields) {
  if (!fields.finish()) return attacca::fail(fields.error());
  const ConductorFacts facts = facts_();
  Json listens = Json::object();
  for (const auto& socket : facts.sockets) listens[socket.what] = socket.address;
  return Json{{"program", "parlando"},
              {"version", PARLANDO_VERSION},
              {"protocol", kProtocolVersion},
              {"conductor", text_of(conductor_.registry().conductor())},
              {"pid", ::getpid()},
              {"listens", std::move(listens)},
              {"control", facts.control},
              {"page", facts.page.empty() ? Json() : Json(facts.page)},
              {"key", facts.has_key}};
}

Control::Reply Control::list(Fields& fields, Moment) {
  const bool gone = fields.truth("gone", false);
  if (!fields.finish()) return attacca::fail(fields.error());
  const Registry& registry = conductor_.registry();
  Json musicians = Json::array();
  for (const MusicianRecord* musician : registry.musicians()) {
    if (gone || !musician->is_gone) musicians.push_back(json_of(*musician));
  }
  Json processes = Json::array();
  for (const ProcessRecord* process : registry.processes()) {
    processes.push_back(parlando::json_of(*process));
  }
  const MusicianRecord* primary = registry.primary();
  return Json{{"musicians", std::move(musicians)},
              {"processes", std::move(processes)},
              {"primary", primary == nullptr ? Json() : Json(text_of(primary->id))}};
}

Control::Reply Control::alias(Fields& fields, const Caller& caller) {
  const std::string name = fields.text("alias");
  const bool sets = fields.has("to");
  const bool removes = fields.truth("remove", false);
  Id id;
  if (sets) {
    const auto found = musician_in(fields, "to");
    if (!found) return attacca::fail("alias: " + found.error().message);
    id = *found;
  }
  if ((sets || removes) && name.empty()) fields.complain("\"alias\" is missing");
  if (sets && removes) fields.complain("\"to\" and \"remove\" exclude each other");
  if (id_of(name)) fields.complain("an alias of 16 digits would be taken for an id");
  if (name.size() > 512) fields.complain("an alias has at most 512 bytes");
  if (removes && !store_.session.aliases.contains(name)) {
    fields.complain("there is no alias \"" + name + "\"");
  }
  if (!fields.finish()) return attacca::fail(fields.error());
  if (sets || removes) {
    Session changed = store_.session;
    if (sets) changed.aliases[name] = id;
    if (removes) changed.aliases.erase(name);
    if (!change_session(std::move(changed), caller, "alias")) return std::nullopt;
  }
  Json aliases = Json::object();
  for (const auto& [alias, musician] : store_.session.aliases) aliases[alias] = text_of(musician);
  return Json{{"aliases", std::move(aliases)}};
}

Control::Reply Control::instrument(Fields& fields, const Caller& caller) {
  const auto id = musician_in(fields, "to");
  if (!id) return attacca::fail("instrument: " + id.error().message);
  Session::Instrument instrument;
  if (const auto known = store_.session.instruments.find(*id);
      known != store_.session.instruments.end()) {
    instrument = known->second;
  }
  const bool renames = fields.has("name");
  const MusicianRecord* musician = conductor_.registry().find(*id);
  instrument.name = fields.text("name", musician->instrument);
  instrument.latency_ms = fields.number("latency_ms", instrument.latency_ms, 0, 10'000);
  const bool changes = renames || fields.has("latency_ms");
  if (instrument.name.size() > 512) fields.complain("\"name\" has at most 512 bytes");
  if (!fields.finish()) return attacca::fail(fields.error());
  if (changes) {
    Session changed = store_.session;
    changed.instruments[*id] = instrument;
    if (!change_session(std::move(changed), caller, "instrument")) return std::nullopt;
  }
  if (renames) {
    InstrumentIs message;
    message.name.assign(instrument.name);
    conductor_.send_now(*musician, message);
  }
  return Json{
      {"musician", text_of(*id)}, {"name", instrument.name}, {"latency_ms", instrument.latency_ms}};
}

Control::Reply Control::map(Fields& fields, const Caller& caller) {
  const std::string file = fields.require("file").text("file");
  const Json& parts = fields.any("parts");
  std::map<std::string, std::string> map;
  if (!parts.is_null() && !parts.is_object()) fields.complain("\"parts\" has to be an object { }");
  if (parts.is_object()) {
    for (const auto& [part, musician] : parts.items()) {
      if (musician.is_string() || musician.is_null()) {
        map[part] = musician.is_null() ? "" : musician.get<std::string>();
      } else {
        fields.complain("the part \"" + part +
                        "\" needs the name of a musician, or null for nobody");
      }
    }
  }
  if (!fields.finish()) return attacca::fail(fields.error());
  if (parts.is_object()) {
    Session changed = store_.session;
    if (map.empty()) {
      changed.maps.erase(file);
    } else {
      changed.maps[file] = map;
    }
    if (!change_session(std::move(changed), caller, "map")) return std::nullopt;
  }
  Json kept = Json::object();
  if (const auto known = store_.session.maps.find(file); known != store_.session.maps.end()) {
    for (const auto& [part, musician] : known->second) {
      kept[part] = musician.empty() ? Json() : Json(musician);
    }
  }
  return Json{{"file", file}, {"parts", std::move(kept)}};
}

Control::Reply Control::listen(Fields& fields, const Caller& caller, Moment now) {
  const double bars = fields.number("bars", 4, 0, 100'000);
  const double patience = fields.number("timeout_ms", 2'000, 1, 600'000);
  const auto id = musician_in(fields, "to");
  if (!id) return attacca::fail("listen: " + id.error().message);
  if (!fields.finish()) return attacca::fail(fields.error());
  Listen message;
  message.request = ++last_request_;
  message.bars = bars;
  conductor_.send_now(*conductor_.registry().find(*id), message);
  listening_[last_request_] = {caller, *id, Json::array(),
                               now.steady + nanoseconds_of(patience / 1'000)};
  return std::nullopt;
}

Control::Reply Control::record(Fields& fields) {
  const bool on = fields.truth("on", true);
  std::vector<const MusicianRecord*> musicians;
  if (fields.has("to")) {
    const auto id = musician_in(fields, "to");
    if (!id) return attacca::fail("record: " + id.error().message);
    musicians.push_back(conductor_.registry().find(*id));
  } else {
    for (const MusicianRecord* musician : conductor_.registry().musicians()) {
      if (!musician->is_gone) musicians.push_back(musician);
    }
  }
  if (!fields.finish()) return attacca::fail(fields.error());
  Json ids = Json::array();
  for (const MusicianRecord* musician : musicians) {
    Record message;
    message.on = on;
    conductor_.send_now(*musician, message);
    ids.push_back(text_of(musician->id));
  }
  return Json{{"on", on}, {"musicians", std::move(ids)}};
}

}  // namespace parlando
