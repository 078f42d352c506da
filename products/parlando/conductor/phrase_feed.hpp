// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <vector>

#include "parlando/conductor/moment.hpp"
#include "parlando/conductor/placing.hpp"
#include "parlando/conductor/playable_json.hpp"
#include "parlando/conductor/scheduler.hpp"

namespace parlando {

/// Gives a phrase to the scheduler piece by piece, so that a long one keeps nothing else waiting:
/// what comes first is given first. On the conductor's thread.
class PhraseFeed {
 public:
  /// Of a phrase that was begun with the scheduler, and is closed by us. `now` is what `placing`
  /// was made for.
  PhraseFeed(PhraseId phrase, Placing placing, std::vector<MusicianPart> parts, Moment now);

  /// Gives more of it until that time (steady), and some of it at least; true once all is given, or
  /// the phrase was stopped.
  bool give(Scheduler& scheduler, Moment now, std::int64_t until);
  /// What is left for a musician is not given.
  void forget(Id musician);
  [[nodiscard]] PhraseId phrase() const noexcept { return phrase_; }
  /// Messages that are not given yet.
  [[nodiscard]] std::size_t left() const noexcept { return left_; }

 private:
  /// Gives what begins before `beats_`; false: time is up.
  bool give_stretch(Scheduler& scheduler, Moment now, std::int64_t until);

  PhraseId phrase_;
  Placing placing_;
  Moment begun_;
  std::vector<MusicianPart> parts_;
  std::vector<std::size_t> given_;  // of each part
  std::size_t left_ = 0;
  double beats_ = 0;  // of the phrase
};

}  // namespace parlando
