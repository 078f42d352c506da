// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How everybody else speaks to the conductor: one JSON object for each request and each answer, and
// one for each thing that happens. docs/parlando/control.md lists them. Where they travel (the Unix
// socket of `ControlServer`, a page's WebSocket) is a peer's affair:
//
//     class Browser final : public parlando::ControlPeer {
//       void deliver(std::string_view json) override { socket_.send(json); }
//     };
//     control.attach(browser);
//     control.request(browser, R"({"id":1,"do":"list"})", Moment::now());  // answer: deliver()
//     control.detach(browser);
//
// All of it on the conductor's thread; `ConductorThread::post` brings you there.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "attacca/base/result.hpp"
#include "parlando/conductor/conductor.hpp"
#include "parlando/conductor/fields.hpp"
#include "parlando/conductor/phrase_feed.hpp"
#include "parlando/conductor/playable_json.hpp"
#include "parlando/conductor/read_request.hpp"
#include "parlando/conductor/session.hpp"
#include "parlando/conductor/song.hpp"
#include "parlando/score/instrument.hpp"
#include "parlando/score/matching.hpp"

namespace parlando {

/// Somebody who asks, and hears what happens once it has subscribed.
class ControlPeer {
 public:
  /// One object, without a line end. It must neither block nor detach itself.
  virtual void deliver(std::string_view json) = 0;
  /// Whether notes that it began (`send` of `on`) and did not end are to end when it is detached:
  /// of somebody who plays by hand, and may vanish with a key held.
  [[nodiscard]] virtual bool plays_by_hand() const { return false; }
  /// The oldest request of its that was not met yet has been, or was refused; what is answered
  /// later counts as met.
  virtual void request_met() {}

 protected:
  ~ControlPeer() = default;
};

/// What the conductor knows about where it listens.
struct ConductorFacts {
  struct Socket {
    std::string what;  ///< "musicians", "transport"
    std::string address;
    std::size_t receive_buffer = 0;  ///< bytes
    std::uint64_t drops = 0;         ///< packets that the system threw away
  };
  std::vector<Socket> sockets;
  std::string control;  ///< path of the Unix socket
  std::string page;     ///< address of the page, or empty
  bool has_key = false;
  std::uint64_t unsent = 0;  ///< packets that no network took
};

/// Whom an answer is for: handlers that answer later keep it.
struct Caller {
  std::uint64_t peer = 0;
  Json id;
};

/// Answers requests and pushes events.
class Control final : public ConductorEvents {
 public:
  /// An answer, or nothing: `answer` is called later.
  using Reply = attacca::Result<std::optional<Json>>;
  using Handler = std::function<Reply(Fields& fields, const Caller& caller, Moment now)>;

  Control(Conductor& conductor, SessionStore& store, std::function<ConductorFacts()> facts);
  ~Control();
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

  void attach(ControlPeer& peer);
  void detach(ControlPeer& peer);
  [[nodiscard]] std::size_t peers() const noexcept { return peers_.size(); }
  /// Whether it has subscribed to events, and waits for nothing else.
  [[nodiscard]] bool only_watches(const ControlPeer& peer) const;
  /// Whether an answer to it is still to come.
  [[nodiscard]] bool owes(const ControlPeer& peer) const;

  /// Answers one request, by `deliver` of the same peer, at once or later. Whatever is wrong with
  /// the request is an answer as well. Requests of one peer are met in their order.
  void request(ControlPeer& peer, std::string json, Moment now);
  /// Has what takes long be read elsewhere: `read` is `read_request`, and `done` is to be called
  /// with what it gave, on our thread. Without this all is read at once.
  using ReadDone = std::function<void(const ReadRequest& read)>;
  void set_reader(std::function<void(std::string json, ReadDone done)> reader) {
    reader_ = std::move(reader);
  }
  /// Whether a request of it is being read; others have to wait.
  [[nodiscard]] bool is_reading_for(const ControlPeer& peer) const;
  /// One more request: `name` is the value of "do". For other parts of the program.
  void add(const std::string& name, Handler handler) { handlers_[name] = std::move(handler); }
  /// The answer to a request whose handler gave none.
  void answer(const Caller& caller, const Json& answer);
  /// `failed`: the request was right, and could not be met.
  void refuse(const Caller& caller, const std::string& error, bool failed = false);
  /// Tells all who have subscribed to `kind`; the object gets its member "event".
  void push(std::string_view kind, const Json& event);

  /// Answers what has waited for too long. To be called at `next_tick()`, or earlier.
  void tick(Moment now);
  [[nodiscard]] std::int64_t next_tick() const;
  /// Somebody has asked the conductor to end.
  [[nodiscard]] bool wants_to_end() const noexcept { return wants_to_end_; }

  [[nodiscard]] Conductor& conductor() noexcept { return conductor_; }
  [[nodiscard]] Session& session() noexcept { return store_.session; }

 private:
  /// Musician, channel, key and number of a note.
  using HeldNote = std::tuple<std::uint64_t, std::int32_t, std::int32_t, std::int32_t>;
  struct Peer {
    ControlPeer* peer = nullptr;
    std::set<std::string, std::less<>> events;
    std::map<HeldNote, NoteOnFor> held;
    std::deque<std::string> waiting;  ///< requests, behind one that is being read
    bool is_reading = false;
  };
  struct Listening {
    Caller caller;
    Id musician;
    Json notes = Json::array();
    std::int64_t until = 0;  ///< steady
  };

  void musician(const MusicianRecord& musician, bool is_new) override;
  void left(const MusicianRecord& musician, Departure why) override;
  void link(const ProcessRecord& process) override;
  void primary(const MusicianRecord* musician) override;
  void transport(const TransportClock& transport) override;
  void played(const MusicianRecord& musician, const SentMessage* sent,
              const Played& report) override;
  void heard(const MusicianRecord& musician, const Heard& note) override;
  void heard_end(const MusicianRecord& musician, const HeardEnd& end) override;
  void phrase_ended(const PhraseRecord& phrase) override;

  [[nodiscard]] std::map<std::uint64_t, Peer>::const_iterator find(const ControlPeer& peer) const;
  /// Meets requests of a peer until one of them has to be read first.
  void meet_waiting(std::uint64_t peer, Moment now);
  void meet(std::uint64_t peer, const ReadRequest& read, Moment now);
  void carry_out(Caller& caller, const ReadRequest& read, Moment now);
  void feed(Moment now);
  void add_requests();
  void add_playing();
  Reply hello(Fields& fields);
  Reply list(Fields& fields, Moment now);
  Reply subscribe(Fields& fields, const Caller& caller, Moment now);
  Reply alias(Fields& fields, const Caller& caller);
  Reply instrument(Fields& fields, const Caller& caller);
  Reply map(Fields& fields, const Caller& caller);
  Reply listen(Fields& fields, const Caller& caller, Moment now);
  Reply record(Fields& fields);
  Reply doctor(Fields& fields, Moment now);
  Reply midi(Fields& fields);
  Reply send(Fields& fields, const Caller& caller, Moment now);
  Reply play(Fields& fields, const Caller& caller, Moment now);
  Reply phrase(Fields& fields);
  Reply stop(Fields& fields, Moment now);

  [[nodiscard]] Json json_of(const MusicianRecord& musician) const;
  [[nodiscard]] attacca::Result<Id> musician_in(Fields& fields, std::string_view name);
  attacca::Result<std::vector<MusicianPart>> parts_given(Fields& fields);
  attacca::Result<std::vector<MusicianPart>> parts_of_song(Fields& fields, const Song& song);
  attacca::Result<std::vector<score::Match>> matches_for(const Song& song, const Json& map,
                                                         std::vector<Id>& musicians);
  /// Takes it over once it is in its file; false: the caller has been told why not.
  bool change_session(Session changed, const Caller& caller, const char* request);
  void hold(const Caller& caller, Id musician, const Playable& what);
  [[nodiscard]] double latency_of(Id musician);
  const score::Instrument* definition_of(const MusicianRecord& musician);
  [[nodiscard]] bool has_listeners(std::string_view kind) const;
  void want_reports_as_needed(Moment now);

  Conductor& conductor_;
  SessionStore& store_;
  std::function<ConductorFacts()> facts_;
  std::function<void(std::string json, ReadDone done)> reader_;
  std::map<std::string, Handler> handlers_;
  const ReadRequest* being_met_ = nullptr;
  std::vector<PhraseFeed> feeds_;
  std::map<std::uint64_t, Peer> peers_;
  std::uint64_t last_peer_ = 0;
  std::map<std::int32_t, Listening> listening_;
  std::int32_t last_request_ = 0;
  std::multimap<PhraseId, Caller> waiting_;
  std::map<std::uint64_t, std::shared_ptr<const Song>> songs_;  // the last ones
  std::uint64_t last_song_ = 0;
  std::map<std::string, std::optional<score::Instrument>> definitions_;  // by name
  bool wants_to_end_ = false;
};

}  // namespace parlando
