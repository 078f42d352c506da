// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/sent_log.hpp"

#include <algorithm>

namespace parlando {

void SentLog::add(Id musician, const SentMessage& message) {
  auto& messages = logs_[musician].messages;
  messages.push_back(message);
  ++size_;
  const std::size_t most = size_ > kMostOfAll ? kKept : kMost;
  while (messages.size() > most || (messages.size() > kKept && messages.front().is_reported)) {
    messages.pop_front();
    --size_;
  }
}

std::int32_t SentLog::next_seq(Id musician) {
  const auto [log, is_new] = logs_.try_emplace(musician);
  if (is_new) {
    const auto gone = gone_.find(musician);
    if (gone != gone_.end()) {
      log->second.seq = gone->second;
      gone_.erase(gone);
    }
  }
  return ++log->second.seq;
}

void SentLog::forget(Id musician) {
  const auto log = logs_.find(musician);
  if (log == logs_.end()) return;
  if (gone_.size() >= kMostGone) gone_.clear();
  gone_[musician] = log->second.seq;
  size_ -= log->second.messages.size();
  logs_.erase(log);
}

SentMessage* SentLog::find(Id musician, std::int32_t seq) {
  const auto log = logs_.find(musician);
  if (log == logs_.end()) return nullptr;
  auto& messages = log->second.messages;
  const auto found = std::lower_bound(
      messages.begin(), messages.end(), seq,
      [](const SentMessage& sent, std::int32_t wanted) { return sent.seq < wanted; });
  return found != messages.end() && found->seq == seq ? &*found : nullptr;
}

}  // namespace parlando
