// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>

#include "parlando/protocol/id.hpp"

namespace parlando {

/// A phrase is what was asked for in one go, and can be followed and stopped as one. 0: none.
using PhraseId = std::uint64_t;

/// One message that went to a musician, as far as it tells what was to sound.
struct SentMessage {
  enum class Kind : std::uint8_t { note, other };
  std::int32_t seq = 0;
  Kind kind = Kind::other;
  bool is_reported = false;
  bool is_by_beats = false;
  std::int32_t key = -1;
  std::int32_t channel = 0;
  float velocity = 0;
  double duration = 0;  ///< seconds or beats, as it was timed; 0: until its note-off
  PhraseId phrase = 0;
};

/// What was sent to each musician last, by the number that its reports refer to. One thread.
class SentLog {
 public:
  /// Of each musician, also where they have been reported; and as long as they have not. What is
  /// older is reported too late to be of use.
  static constexpr std::size_t kKept = 4'096;
  static constexpr std::size_t kMost = 65'536;
  /// Of all musicians: beyond that, `kKept` of each.
  static constexpr std::size_t kMostOfAll = 2'000'000;
  /// Numbers of musicians that have gone.
  static constexpr std::size_t kMostGone = 50'000;

  /// The number of the next message to a musician, from 1.
  [[nodiscard]] std::int32_t next_seq(Id musician);
  void add(Id musician, const SentMessage& message);
  /// The message that a report is about; null if it is not, or no longer, known. The first report
  /// of a message finds `is_reported` false.
  [[nodiscard]] SentMessage* find(Id musician, std::int32_t seq);
  /// Its musician is gone. The numbers go on, as it may come back, unless very many have gone
  /// since.
  void forget(Id musician);
  /// Messages kept.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  struct Log {
    std::int32_t seq = 0;
    std::deque<SentMessage> messages;
  };
  std::unordered_map<Id, Log> logs_;
  std::unordered_map<Id, std::int32_t> gone_;
  std::size_t size_ = 0;
};

}  // namespace parlando
