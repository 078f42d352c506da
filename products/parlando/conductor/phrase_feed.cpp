// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/phrase_feed.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace parlando {
namespace {

/// Parts take turns after so many beats.
constexpr double kStretch = 8;
/// The clock is looked at after so many messages.
constexpr std::size_t kFew = 256;

}  // namespace

PhraseFeed::PhraseFeed(PhraseId phrase, Placing placing, std::vector<MusicianPart> parts,
                       Moment now)
    : phrase_(phrase),
      placing_(std::move(placing)),
      begun_(now),
      parts_(std::move(parts)),
      given_(parts_.size(), 0) {
  for (const MusicianPart& part : parts_) left_ += part.events->size();
}

bool PhraseFeed::give(Scheduler& scheduler, Moment now, std::int64_t until) {
  const PhraseRecord* record = scheduler.find(phrase_);
  if (record == nullptr || record->state != PhraseRecord::State::playing) return true;
  while (left_ > 0) {
    // The next stretch that has anything in it.
    double next = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const auto& events = *parts_[i].events;
      if (given_[i] < events.size()) next = std::min(next, events[given_[i]].at);
    }
    beats_ = next + kStretch;
    if (!give_stretch(scheduler, now, until)) return false;
  }
  scheduler.close(phrase_);
  return true;
}

void PhraseFeed::forget(Id musician) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].musician != musician) continue;
    left_ -= parts_[i].events->size() - given_[i];
    given_[i] = parts_[i].events->size();
  }
}

bool PhraseFeed::give_stretch(Scheduler& scheduler, Moment now, std::int64_t until) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const MusicianPart& part = parts_[i];
    while (given_[i] < part.events->size() && (*part.events)[given_[i]].at < beats_) {
      PhraseEvent event = (*part.events)[given_[i]];
      auto [due, duration] = placing_.place(event, part.latency);
      // By the steady clock, should the other have been set meanwhile.
      due.wall += (now.wall - begun_.wall) - (now.steady - begun_.steady);
      if (event.beats > 0) set_duration(event.what, duration);
      scheduler.add(phrase_, part.musician, due, std::move(event.what), now);
      ++given_[i];
      --left_;
      if (left_ % kFew == 0 && left_ > 0 && Moment::now().steady >= until) return false;
    }
  }
  return true;
}

}  // namespace parlando
