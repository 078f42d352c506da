// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "parlando/conductor/moment.hpp"
#include "parlando/conductor/outbox.hpp"
#include "parlando/conductor/phrase.hpp"
#include "parlando/conductor/registry.hpp"
#include "parlando/conductor/sent_log.hpp"
#include "parlando/conductor/transport_clock.hpp"
#include "parlando/protocol/from_conductor.hpp"

namespace parlando {

/// What a musician can be told to do at a time. Curves are rare and long, and lie elsewhere.
using Playable = std::variant<WholeNote, NoteOnFor, NoteOffFor, Controller, Bend, Pressure, Program,
                              Expression, Silence, std::shared_ptr<const Curve>>;

/// When something is to be played.
struct Due {
  enum class Clock : std::uint8_t { now, wall, beat };
  Clock clock = Clock::now;
  std::int64_t wall = 0;  ///< ns since 1970, as the wall clock is now: see Scheduler
  double beat = 0;        ///< quarter notes of the DAW's timeline
};

/// Holds what is to be played until shortly before it is due, and sends it then: far enough ahead
/// that the network does not matter, and no further, so that what is stopped has not left. `id` and
/// `seq` of the messages are filled in here. What is for the wall clock waits on the steady clock,
/// and its time tag is told when it leaves: a wall clock that is set moves nothing. One thread.
class Scheduler {
 public:
  /// Messages for the wall clock leave so long before they are due.
  static constexpr std::int64_t kAhead = 200 * kMillisecond;
  /// Messages for a beat leave when the timeline is so near, in beats; also while it stands still,
  /// so that they are there when it starts.
  static constexpr double kBeatsAhead = 4;
  /// What waits here at most.
  static constexpr std::size_t kMostWaiting = 2'000'000;

  Scheduler(const Registry& registry, const TransportClock& transport, Outbox& outbox)
      : registry_(registry), transport_(transport), outbox_(outbox) {}

  /// Begins a phrase; `add` puts messages into it. With `at_once` messages by beats do not wait
  /// here: for a musician that is rendered faster than time goes by.
  PhraseId begin(std::string name, bool is_by_beats, bool at_once);
  /// Takes a message in; false if there are too many already.
  bool add(PhraseId phrase, Id musician, const Due& due, Playable what, Moment now);
  /// All of the phrase has been added.
  void close(PhraseId phrase);
  /// Nothing more of it leaves. Its musicians still hold what has left: `Silence` is up to you.
  void stop(PhraseId phrase);
  /// The same for all that waits for a musician.
  void stop(Id musician);
  /// Sends once more what has left for a musician, is not due yet and is of a phrase that plays: it
  /// was told to drop all that waits.
  void send_again(Id musician, Moment now);
  /// Sends all that waits for a musician at once: it has begun to be rendered, faster than time
  /// goes by.
  void release(Id musician);

  /// Sends what is due, and sees which phrases are over.
  void tick(Moment now);
  /// Steady time of the next one, at most a second away.
  [[nodiscard]] std::int64_t next_tick(Moment now) const;

  /// Notes a report; the message that it is about, or null.
  const SentMessage* report(const Played& played);
  /// A musician has gone, for good or until it comes back.
  void forget(Id musician) {
    log_.forget(musician);
    in_flight_.erase(musician);
  }
  /// The number of a message that is sent around the scheduler.
  [[nodiscard]] std::int32_t next_seq(Id musician) { return log_.next_seq(musician); }

  [[nodiscard]] const PhraseRecord* find(PhraseId phrase) const;
  [[nodiscard]] const std::map<PhraseId, PhraseRecord>& phrases() const noexcept {
    return phrases_;
  }
  /// Phrases that have ended since the last call.
  [[nodiscard]] std::vector<PhraseId> take_ended();
  [[nodiscard]] std::size_t waiting() const noexcept { return by_time_.size() + by_beat_.size(); }
  [[nodiscard]] bool is_playing() const noexcept { return playing_ > 0; }

 private:
  struct Item {
    Id musician;
    PhraseId phrase = 0;
    Playable what;
  };

  /// Something that has left.
  struct InFlight {
    Item item;
    Due::Clock clock = Due::Clock::now;
    std::int64_t steady = 0;
    double beat = 0;
    std::int32_t seq = 0;
  };

  void send_now(const Item& item);
  void send_at(const Item& item, std::int64_t steady);
  void send_at_beat(const Item& item, double beat);
  /// The number that it went by, or 0: it did not.
  std::int32_t send(const Item& item, const When& when);
  void send_beats(double from, double to);
  void keep(InFlight flight);
  [[nodiscard]] When tag_of(std::int64_t steady) const;
  [[nodiscard]] bool is_over(const PhraseRecord& phrase) const;
  void judge_phrases();
  void end(PhraseRecord& phrase, PhraseRecord::State state);
  [[nodiscard]] bool free_wheels(Id musician) const;
  template <typename Matches>
  void drop(const Matches& matches);

  const Registry& registry_;
  const TransportClock& transport_;
  Outbox& outbox_;
  SentLog log_;
  Moment now_;                                 // the last one that was told
  std::multimap<std::int64_t, Item> by_time_;  // steady
  std::multimap<double, Item> by_beat_;
  std::unordered_map<Id, std::deque<InFlight>> in_flight_;
  std::int64_t standing_ = 0;  // steady: since when the timeline does not roll; 0: it does
  std::map<PhraseId, PhraseRecord> phrases_;
  std::set<PhraseId> open_;     // still being added to
  std::set<PhraseId> at_once_;  // see begin()
  std::vector<PhraseId> ended_;
  PhraseId last_phrase_ = 0;
  std::size_t playing_ = 0;
};

}  // namespace parlando
