// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/control.hpp"

#include <algorithm>
#include <utility>

#include "parlando/conductor/control_json.hpp"
#include "parlando/conductor/musician_lookup.hpp"
#include "text/near_names.hpp"

namespace parlando {
namespace {

/// All kinds of events.
constexpr std::string_view kEvents[] = {"musician", "left",  "link",   "primary", "transport",
                                        "played",   "heard", "phrase", "session"};

}  // namespace

Control::Control(Conductor& conductor, SessionStore& store, std::function<ConductorFacts()> facts)
    : conductor_(conductor), store_(store), facts_(std::move(facts)) {
  conductor_.set_events(this);
  add_requests();
  add_playing();
}

Control::~Control() {
  conductor_.set_events(nullptr);
}

void Control::attach(ControlPeer& peer) {
  peers_[++last_peer_].peer = &peer;
}

std::map<std::uint64_t, Control::Peer>::const_iterator Control::find(
    const ControlPeer& peer) const {
  return std::find_if(peers_.begin(), peers_.end(),
                      [&](const auto& entry) { return entry.second.peer == &peer; });
}

bool Control::is_reading_for(const ControlPeer& peer) const {
  const auto who = find(peer);
  return who != peers_.end() && who->second.is_reading;
}

bool Control::only_watches(const ControlPeer& peer) const {
  const auto who = find(peer);
  return who != peers_.end() && !who->second.events.empty() && !owes(peer);
}

bool Control::owes(const ControlPeer& peer) const {
  const auto who = find(peer);
  if (who == peers_.end()) return false;
  const auto is_its = [&](const Caller& caller) { return caller.peer == who->first; };
  return who->second.is_reading ||
         std::any_of(waiting_.begin(), waiting_.end(),
                     [&](const auto& entry) { return is_its(entry.second); }) ||
         std::any_of(listening_.begin(), listening_.end(),
                     [&](const auto& entry) { return is_its(entry.second.caller); });
}

void Control::hold(const Caller& caller, Id musician, const Playable& what) {
  const auto peer = peers_.find(caller.peer);
  if (peer == peers_.end() || !peer->second.peer->plays_by_hand()) return;
  auto& held = peer->second.held;
  constexpr std::size_t kMostHeld = 4'096;
  if (const auto* on = std::get_if<NoteOnFor>(&what); on != nullptr && held.size() < kMostHeld) {
    held[{musician.value, on->channel, on->key, on->note}] = *on;
  } else if (const auto* off = std::get_if<NoteOffFor>(&what)) {
    held.erase({musician.value, off->channel, off->key, off->note});
  }
}

void Control::detach(ControlPeer& peer) {
  for (const auto& [number, one] : peers_) {
    if (one.peer != &peer) continue;
    for (const auto& [note, on] : one.held) {
      const MusicianRecord* musician = conductor_.registry().find(Id{std::get<0>(note)});
      if (musician == nullptr || musician->is_gone) continue;
      NoteOffFor off;
      off.key = on.key;
      off.channel = on.channel;
      off.note = on.note;
      conductor_.send_now(*musician, off);
    }
  }
  std::erase_if(peers_, [&](const auto& entry) { return entry.second.peer == &peer; });
}

void Control::request(ControlPeer& peer, std::string json, Moment now) {
  const auto who = find(peer);
  if (who == peers_.end()) return;
  peers_[who->first].waiting.push_back(std::move(json));
  meet_waiting(who->first, now);
}

void Control::meet_waiting(std::uint64_t number, Moment now) {
  while (true) {
    // Looked for each time: what is met may detach somebody.
    const auto peer = peers_.find(number);
    if (peer == peers_.end() || peer->second.is_reading || peer->second.waiting.empty()) return;
    std::string json = std::move(peer->second.waiting.front());
    peer->second.waiting.pop_front();
    if (reader_ == nullptr || !takes_long_to_read(json)) {
      meet(number, read_request(json), now);
      continue;
    }
    peer->second.is_reading = true;
    reader_(std::move(json), [this, number](const ReadRequest& read) {
      const auto asker = peers_.find(number);
      if (asker == peers_.end()) return;
      asker->second.is_reading = false;
      const Moment then = Moment::now();
      meet(number, read, then);
      meet_waiting(number, then);
    });
  }
}

void Control::meet(std::uint64_t peer, const ReadRequest& read, Moment now) {
  Caller caller{peer, nullptr};
  carry_out(caller, read, now);
  if (const auto asker = peers_.find(peer); asker != peers_.end()) {
    asker->second.peer->request_met();
  }
}

void Control::carry_out(Caller& caller, const ReadRequest& read, Moment now) {
  if (!read.fault.empty()) return refuse(caller, read.fault);
  const Json& request = read.object;
  if (const auto id = request.find("id"); id != request.end()) {
    if (!id->is_number() && !id->is_string()) {
      return refuse(caller, "\"id\" has to be a number or a text");
    }
    caller.id = *id;
  }
  Fields head(request, "request");
  const std::string what = head.require("do").text("do");
  if (!head.error().empty()) return refuse(caller, head.error());
  const auto handler = handlers_.find(what);
  if (handler == handlers_.end()) {
    std::vector<std::string> names;
    for (const auto& [name, unused] : handlers_) names.push_back(name);
    const std::string near = attacca::text::nearest_name(what, names);
    return refuse(caller, "there is no request \"" + what + "\"" +
                              (near.empty() ? "" : " (did you mean \"" + near + "\"?)"));
  }
  Fields fields(request, what);
  (void)fields.any("id");
  (void)fields.any("do");
  being_met_ = &read;
  const Reply reply = handler->second(fields, caller, now);
  being_met_ = nullptr;
  // A request with something wrong in it has had no effect: handlers call finish() first.
  if (!reply) return refuse(caller, reply.error().message);
  if (*reply) answer(caller, **reply);
}

void Control::answer(const Caller& caller, const Json& answer) {
  const auto peer = peers_.find(caller.peer);
  if (peer == peers_.end()) return;
  peer->second.peer->deliver(line_of({{"id", caller.id}, {"ok", answer}}));
}

void Control::refuse(const Caller& caller, const std::string& error, bool failed) {
  const auto peer = peers_.find(caller.peer);
  if (peer == peers_.end()) return;
  Json answer = {{"id", caller.id}, {"error", error}};
  if (failed) answer["failed"] = true;
  peer->second.peer->deliver(line_of(answer));
}

bool Control::has_listeners(std::string_view kind) const {
  return std::any_of(peers_.begin(), peers_.end(),
                     [&](const auto& entry) { return entry.second.events.contains(kind); });
}

void Control::push(std::string_view kind, const Json& event) {
  if (!has_listeners(kind)) return;
  Json whole = {{"event", kind}};
  whole.update(event);
  const std::string line = line_of(whole);
  for (const auto& [number, peer] : peers_) {
    if (peer.events.contains(kind)) peer.peer->deliver(line);
  }
}

Control::Reply Control::subscribe(Fields& fields, const Caller& caller, Moment now) {
  std::set<std::string, std::less<>> events;
  for (const Json& event : fields.list("events")) {
    const std::string name = event.is_string() ? event.get<std::string>() : "";
    if (std::find(std::begin(kEvents), std::end(kEvents), name) == std::end(kEvents)) {
      return attacca::fail("subscribe: there is no event " +
                           (event.is_string() ? "\"" + name + "\"" : "without a name") +
                           "; there are musician, left, link, primary, transport, played, heard, "
                           "phrase, session");
    }
    events.insert(name);
  }
  const bool is_all = !fields.has("events");
  if (is_all) events.insert(std::begin(kEvents), std::end(kEvents));
  if (!fields.finish()) return attacca::fail(fields.error());
  peers_[caller.peer].events = std::move(events);
  want_reports_as_needed(now);
  return Json{{"events", peers_[caller.peer].events}};
}

void Control::want_reports_as_needed(Moment now) {
  conductor_.registry().want_reports(conductor_.scheduler().is_playing() || has_listeners("played"),
                                     now);
}

bool Control::change_session(Session changed, const Caller& caller, const char* request) {
  std::swap(store_.session, changed);
  if (const auto saved = store_.save(); !saved) {
    std::swap(store_.session, changed);
    refuse(caller, std::string(request) + ": " + saved.error().message, true);
    return false;
  }
  push("session", Json::object());
  return true;
}

void Control::tick(Moment now) {
  feed(now);
  want_reports_as_needed(now);
  for (auto entry = listening_.begin(); entry != listening_.end();) {
    if (now.steady < entry->second.until) {
      ++entry;
      continue;
    }
    const MusicianRecord* musician = conductor_.registry().find(entry->second.musician);
    refuse(entry->second.caller,
           "listen: the musician" + (musician == nullptr ? "" : " " + musician->name) +
               " did not answer: its DAW may stand still, see parlando doctor",
           true);
    entry = listening_.erase(entry);
  }
}

std::int64_t Control::next_tick() const {
  if (!feeds_.empty()) return 0;  // as soon as possible
  std::int64_t next = INT64_MAX;
  for (const auto& [request, listening] : listening_) next = std::min(next, listening.until);
  return next;
}

Json Control::json_of(const MusicianRecord& musician) const {
  return parlando::json_of(musician, conductor_.registry().find_process(musician.process),
                           store_.session);
}

attacca::Result<Id> Control::musician_in(Fields& fields, std::string_view name) {
  const std::string text = fields.require(name).text(name);
  if (!fields.error().empty()) return attacca::fail(fields.error());
  return find_musician(text, conductor_.registry(), store_.session);
}

void Control::musician(const MusicianRecord& musician, bool is_new) {
  if (is_new && musician.instrument.empty()) {
    const auto known = store_.session.instruments.find(musician.id);
    if (known != store_.session.instruments.end() && !known->second.name.empty()) {
      InstrumentIs message;
      message.name.assign(known->second.name);
      conductor_.send_now(musician, message);
    }
  }
  if (has_listeners("musician")) {
    push("musician", {{"musician", json_of(musician)}, {"new", is_new}});
  }
}

void Control::left(const MusicianRecord& musician, Departure why) {
  push("left", {{"id", text_of(musician.id)},
                {"name", musician.name},
                {"why", why == Departure::goodbye ? "goodbye" : "silent"}});
}

void Control::link(const ProcessRecord& process) {
  if (has_listeners("link")) push("link", {{"process", parlando::json_of(process)}});
}

void Control::primary(const MusicianRecord* musician) {
  push("primary", {{"id", musician == nullptr ? Json() : Json(text_of(musician->id))}});
}

void Control::transport(const TransportClock& transport) {
  if (has_listeners("transport")) {
    push("transport", {{"transport", parlando::json_of(transport, transport.last_wall())}});
  }
}

void Control::played(const MusicianRecord& musician, const SentMessage* sent,
                     const Played& report) {
  if (!has_listeners("played") || sent == nullptr) return;
  Json event = {{"id", text_of(musician.id)},
                {"phrase", sent->phrase},
                {"late_samples", report.late},
                {"beat", report.beat >= 0 ? Json(report.beat) : Json()}};
  if (sent->kind == SentMessage::Kind::note) {
    event["key"] = sent->key;
    event["velocity"] = sent->velocity;
    event["channel"] = sent->channel + 1;
    // In the unit that it was timed in; the other is not known.
    const bool is_known = sent->duration > 0;
    event["length"] = is_known && sent->is_by_beats ? Json(sent->duration) : Json();
    event["length_ms"] = is_known && !sent->is_by_beats ? Json(sent->duration * 1'000) : Json();
  }
  push("played", event);
}

void Control::heard(const MusicianRecord& musician, const Heard& note) {
  if (note.request == 0) {
    push("heard", {{"id", text_of(musician.id)}, {"note", parlando::json_of(note)}});
    return;
  }
  const auto listening = listening_.find(note.request);
  if (listening == listening_.end() || listening->second.musician != musician.id) return;
  listening->second.notes.push_back(parlando::json_of(note));
}

void Control::heard_end(const MusicianRecord& musician, const HeardEnd& end) {
  const auto found = listening_.find(end.request);
  if (found == listening_.end() || found->second.musician != musician.id) return;
  const std::size_t received = found->second.notes.size();
  const std::size_t sent = static_cast<std::size_t>(std::max(end.count, 0));
  answer(found->second.caller, {{"musician", text_of(musician.id)},
                                {"notes", std::move(found->second.notes)},
                                {"older_lost", end.lost},
                                {"not_arrived", sent > received ? sent - received : 0},
                                {"now", end.now}});
  listening_.erase(found);
}

void Control::phrase_ended(const PhraseRecord& phrase) {
  const Json report = parlando::json_of(phrase);
  push("phrase", report);
  const auto [first, last] = waiting_.equal_range(phrase.id);
  for (auto waiting = first; waiting != last; ++waiting) answer(waiting->second, report);
  waiting_.erase(first, last);
}

}  // namespace parlando
