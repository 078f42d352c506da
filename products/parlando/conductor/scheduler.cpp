// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/scheduler.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace parlando {
namespace {

/// Reports are waited for so long after the end.
constexpr std::int64_t kReports = 750 * kMillisecond;
/// Phrases that are over are remembered.
constexpr std::size_t kPhrasesKept = 256;
/// What the transport has passed by less still goes, and sounds at once: the musician says by how
/// much it is late.
constexpr double kBeatsBehind = 1;
/// A phrase that has begun on a timeline, which then stopped or went, is given up after that.
constexpr std::int64_t kStands = 10 * kSecond;

double duration_of(const Playable& what) {
  if (const auto* note = std::get_if<WholeNote>(&what)) return note->duration;
  if (const auto* curve = std::get_if<std::shared_ptr<const Curve>>(&what)) {
    return (*curve)->duration;
  }
  return 0;
}

bool is_note(const Playable& what) {
  return std::holds_alternative<WholeNote>(what) || std::holds_alternative<NoteOnFor>(what);
}

/// Fills in whom it is for and its number.
FromConductor addressed(const Playable& what, Id id, std::int32_t seq) {
  return std::visit(
      [&](const auto& message) -> FromConductor {
        using Message = std::decay_t<decltype(message)>;
        if constexpr (std::is_same_v<Message, std::shared_ptr<const Curve>>) {
          Curve curve = *message;
          curve.id = id;
          curve.seq = seq;
          return curve;
        } else {
          Message copy = message;
          copy.id = id;
          copy.seq = seq;
          return copy;
        }
      },
      what);
}

SentMessage summary_of(const Playable& what) {
  SentMessage sent;
  sent.duration = duration_of(what);
  const auto take = [&](const auto& note) {
    sent.kind = SentMessage::Kind::note;
    sent.key = note.key;
    sent.velocity = note.velocity;
    sent.channel = note.channel;
  };
  if (const auto* whole = std::get_if<WholeNote>(&what)) take(*whole);
  if (const auto* on = std::get_if<NoteOnFor>(&what)) take(*on);
  return sent;
}

}  // namespace

PhraseId Scheduler::begin(std::string name, bool is_by_beats, bool at_once) {
  PhraseRecord& phrase = phrases_[++last_phrase_];
  phrase.id = last_phrase_;
  phrase.name = std::move(name);
  phrase.is_by_beats = is_by_beats;
  ++playing_;
  open_.insert(phrase.id);
  if (at_once) at_once_.insert(phrase.id);
  for (auto entry = phrases_.begin(); phrases_.size() > kPhrasesKept && entry != phrases_.end();) {
    const bool is_over = entry->second.state != PhraseRecord::State::playing;
    entry = is_over ? phrases_.erase(entry) : std::next(entry);
  }
  return last_phrase_;
}

bool Scheduler::add(PhraseId id, Id musician, const Due& due, Playable what, Moment now) {
  const auto found = phrases_.find(id);
  if (found == phrases_.end() || waiting() >= kMostWaiting) return false;
  now_ = now;
  PhraseRecord& phrase = found->second;
  phrase.musicians.insert(musician);
  ++phrase.messages;
  if (is_note(what)) ++phrase.notes;
  const double duration = duration_of(what);
  Item item{musician, id, std::move(what)};
  switch (due.clock) {
    case Due::Clock::now:
      send_now(item);
      phrase.end_steady = std::max(phrase.end_steady, now.steady + nanoseconds_of(duration));
      break;
    case Due::Clock::wall: {
      const std::int64_t steady = now.steady + (due.wall - now.wall);
      phrase.end_steady = std::max(phrase.end_steady, steady + nanoseconds_of(duration));
      // What is rendered faster than time goes by cannot be met by waiting.
      if (free_wheels(musician)) {
        send_at(item, steady);
      } else {
        by_time_.emplace(steady, std::move(item));
      }
      break;
    }
    case Due::Clock::beat:
      phrase.end_beat = std::max(phrase.end_beat, due.beat + duration);
      if (at_once_.contains(id) || free_wheels(musician)) {
        send_at_beat(item, due.beat);
      } else {
        by_beat_.emplace(due.beat, std::move(item));
      }
      break;
  }
  return true;
}

void Scheduler::close(PhraseId phrase) {
  open_.erase(phrase);
  at_once_.erase(phrase);
}

When Scheduler::tag_of(std::int64_t steady) const {
  return When::at(osc_time::from_unix_nanoseconds(now_.wall + (steady - now_.steady)));
}

void Scheduler::send_now(const Item& item) {
  (void)send(item, When::next_block());
}

void Scheduler::send_at(const Item& item, std::int64_t steady) {
  const std::int32_t seq = send(item, tag_of(steady));
  if (seq != 0) keep({item, Due::Clock::wall, steady, 0, seq});
}

void Scheduler::send_at_beat(const Item& item, double beat) {
  const std::int32_t seq = send(item, When::at_beat(beat));
  if (seq != 0) keep({item, Due::Clock::beat, 0, beat, seq});
}

std::int32_t Scheduler::send(const Item& item, const When& when) {
  const auto found = phrases_.find(item.phrase);
  const MusicianRecord* musician = registry_.find(item.musician);
  if (musician == nullptr || musician->is_gone) {
    if (found != phrases_.end()) ++found->second.unreachable;
    return 0;
  }
  SentMessage sent = summary_of(item.what);
  sent.seq = log_.next_seq(item.musician);
  sent.phrase = item.phrase;
  sent.is_by_beats = when.kind == When::Kind::beat;
  if (!outbox_.put(musician->address, when, addressed(item.what, item.musician, sent.seq))) {
    if (found != phrases_.end()) ++found->second.dropped;
    return 0;
  }
  log_.add(item.musician, sent);
  if (found != phrases_.end()) ++found->second.sent;
  return sent.seq;
}

void Scheduler::keep(InFlight flight) {
  auto& flights = in_flight_[flight.item.musician];
  const auto has_arrived = [&](const InFlight& one) {
    if (one.clock == Due::Clock::wall) return one.steady < now_.steady;
    const SentMessage* sent = log_.find(one.item.musician, one.seq);
    const PhraseRecord* phrase = find(one.item.phrase);
    return sent == nullptr || sent->is_reported || phrase == nullptr ||
           phrase->state != PhraseRecord::State::playing;
  };
  while (!flights.empty() && (flights.size() >= SentLog::kMost || has_arrived(flights.front()))) {
    flights.pop_front();
  }
  flights.push_back(std::move(flight));
}

void Scheduler::send_again(Id musician, Moment now) {
  now_ = now;
  const auto found = in_flight_.find(musician);
  if (found == in_flight_.end()) return;
  const std::deque<InFlight> flights = std::exchange(found->second, {});
  for (const InFlight& one : flights) {
    const auto phrase = phrases_.find(one.item.phrase);
    SentMessage* sent = log_.find(musician, one.seq);
    if (phrase == phrases_.end() || phrase->second.state != PhraseRecord::State::playing) continue;
    if (sent == nullptr || sent->is_reported) continue;
    const bool is_by_time = one.clock == Due::Clock::wall;
    if (is_by_time && one.steady < now.steady) continue;
    // The first one counts no more: a report of it may still be on its way.
    sent->is_reported = true;
    --phrase->second.sent;
    if (is_by_time) {
      send_at(one.item, one.steady);
    } else {
      send_at_beat(one.item, one.beat);
    }
  }
}

void Scheduler::send_beats(double from, double to) {
  const auto first = by_beat_.lower_bound(from);
  const auto last = by_beat_.upper_bound(to);
  for (auto item = first; item != last; ++item) send_at_beat(item->second, item->first);
  by_beat_.erase(first, last);
}

void Scheduler::tick(Moment now) {
  now_ = now;
  while (!by_time_.empty() && by_time_.begin()->first - kAhead <= now.steady) {
    const auto first = by_time_.begin();
    send_at(first->second, first->first);
    by_time_.erase(first);
  }
  if (!by_beat_.empty() && transport_.is_known()) {
    const double beat = transport_.beat_at(now.wall);
    send_beats(beat - kBeatsBehind, beat + kBeatsAhead);
    const TransportIs& transport = transport_.last();
    const double beyond = beat + kBeatsAhead - transport.loop_end;
    if (transport.looping && beat < transport.loop_end && beyond > 0) {
      send_beats(transport.loop_start, transport.loop_start + beyond);
    }
  }
  if (transport_.is_rolling()) {
    standing_ = 0;
  } else if (standing_ == 0) {
    standing_ = now.steady;
  }
  judge_phrases();
}

bool Scheduler::is_over(const PhraseRecord& phrase) const {
  const bool is_reported = phrase.reported >= phrase.sent;
  if (!phrase.is_by_beats) return now_.steady >= phrase.end_steady;
  if (transport_.is_known() && transport_.beat_at(now_.wall) >= phrase.end_beat) return true;
  // A loop ends before the phrase does, or with it; or a rendering.
  return is_reported && now_.steady >= phrase.sounds_until;
}

void Scheduler::judge_phrases() {
  const bool stands = standing_ != 0 && now_.steady - standing_ >= kStands;
  for (auto& [id, phrase] : phrases_) {
    if (phrase.state != PhraseRecord::State::playing || open_.contains(id)) continue;
    // One that has not begun waits for the timeline to roll, but not for one that is not there.
    const bool has_begun = phrase.reported > 0 || !transport_.is_known();
    const bool is_given_up = phrase.is_by_beats && stands && has_begun;
    if (is_given_up && !transport_.is_known()) {
      drop([&, number = id](const Item& item) {
        if (item.phrase == number) ++phrase.unreachable;
        return item.phrase == number;
      });
    }
    if (phrase.sent + phrase.unreachable + phrase.dropped < phrase.messages) continue;
    if (is_given_up) {
      end(phrase, PhraseRecord::State::done);
      continue;
    }
    if (!is_over(phrase)) {
      phrase.over = 0;
      continue;
    }
    if (phrase.over == 0) phrase.over = now_.steady;
    if (phrase.reported >= phrase.sent || now_.steady - phrase.over >= kReports) {
      end(phrase, PhraseRecord::State::done);
    }
  }
}

std::int64_t Scheduler::next_tick(Moment now) const {
  std::int64_t wait = kSecond;
  if (!by_time_.empty()) wait = std::min(wait, by_time_.begin()->first - kAhead - now.steady);
  if (!by_beat_.empty()) wait = std::min(wait, 20 * kMillisecond);
  if (playing_ > 0) wait = std::min(wait, 50 * kMillisecond);
  return now.steady + std::max<std::int64_t>(wait, 0);
}

const SentMessage* Scheduler::report(const Played& played) {
  SentMessage* sent = log_.find(played.id, played.of);
  if (sent == nullptr || sent->is_reported) return sent;
  sent->is_reported = true;
  const auto found = phrases_.find(sent->phrase);
  if (found == phrases_.end()) return sent;
  PhraseRecord& phrase = found->second;
  ++phrase.reported;
  const double seconds =
      sent->is_by_beats ? sent->duration * 60 / transport_.tempo() : sent->duration;
  phrase.sounds_until = std::max(phrase.sounds_until, now_.steady + nanoseconds_of(seconds));
  if (played.late > 0) ++phrase.late;
  phrase.most_late = std::max(phrase.most_late, played.late);
  if (sent->kind == SentMessage::Kind::note) {
    ++phrase.notes_reported;
    const std::int64_t wall = played.when.unix_nanoseconds();
    phrase.first_wall = std::min(phrase.first_wall, wall);
    phrase.last_wall = std::max(phrase.last_wall, wall);
    if (played.beat >= 0) {
      const bool is_first = phrase.first_beat < 0;
      phrase.first_beat = is_first ? played.beat : std::min(phrase.first_beat, played.beat);
      phrase.last_beat = std::max(phrase.last_beat, played.beat);
    }
  }
  return sent;
}

void Scheduler::end(PhraseRecord& phrase, PhraseRecord::State state) {
  if (phrase.state != PhraseRecord::State::playing) return;
  phrase.state = state;
  --playing_;
  close(phrase.id);
  ended_.push_back(phrase.id);
}

template <typename Matches>
void Scheduler::drop(const Matches& matches) {
  std::erase_if(by_time_, [&](const auto& entry) { return matches(entry.second); });
  std::erase_if(by_beat_, [&](const auto& entry) { return matches(entry.second); });
}

void Scheduler::stop(PhraseId id) {
  drop([&](const Item& item) { return item.phrase == id; });
  const auto found = phrases_.find(id);
  if (found != phrases_.end()) end(found->second, PhraseRecord::State::stopped);
}

void Scheduler::stop(Id musician) {
  drop([&](const Item& item) {
    if (item.musician != musician) return false;
    const auto found = phrases_.find(item.phrase);
    if (found != phrases_.end()) ++found->second.unreachable;
    return true;
  });
}

bool Scheduler::free_wheels(Id musician) const {
  const MusicianRecord* record = registry_.find(musician);
  return record != nullptr && record->clock && record->clock->free_wheels;
}

void Scheduler::release(Id musician) {
  for (const auto& [steady, item] : by_time_) {
    if (item.musician == musician) send_at(item, steady);
  }
  for (const auto& [beat, item] : by_beat_) {
    if (item.musician == musician) send_at_beat(item, beat);
  }
  drop([&](const Item& item) { return item.musician == musician; });
}

const PhraseRecord* Scheduler::find(PhraseId phrase) const {
  const auto found = phrases_.find(phrase);
  return found == phrases_.end() ? nullptr : &found->second;
}

std::vector<PhraseId> Scheduler::take_ended() {
  return std::exchange(ended_, {});
}

}  // namespace parlando
