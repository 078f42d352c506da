// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/sent_log.hpp"

#include <algorithm>

namespace parlando {

void SentLog::add(Id musician, const SentMessage& message) {
  auto& messages = logs_[musician].messages;
  messages.push_back(message);
  if (messages.size() > kKept) messages.pop_front();
}

void SentLog::forget(Id musician) {
  const auto log = logs_.find(musician);
  if (log != logs_.end()) log->second.messages.clear();
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
