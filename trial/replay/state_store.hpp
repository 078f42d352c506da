// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "witness/record/recorded_call.hpp"

namespace attacca::trial {

/// What a recording says of a call's stream.
struct StreamFacts {
  std::size_t chunk = 0;  ///< the most bytes of one call; 0: as many as asked for
  witness::Digest content;
};

/// The facts of a call's stream; empty ones if there was none. [any]
[[nodiscard]] inline StreamFacts stream_facts(const witness::RecordedCall& call) {
  using witness::RecordedCall;
  for (const witness::Record* const detail : call.details) {
    if (detail->name != "stream" || detail->values.size() < 4) continue;
    StreamFacts facts;
    const bool is_short = RecordedCall::integer_of(detail->values, 2) > 0;
    if (is_short)
      facts.chunk = static_cast<std::size_t>(RecordedCall::integer_of(detail->values, 1));
    if (const auto* const digest = std::get_if<witness::Digest>(&detail->values[3])) {
      facts.content = *digest;
    }
    return facts;
  }
  return {};
}

/// States by what the recording calls them: those that the plugin saves in the replay take the
/// place of those that it saved in the recording. All members [any].
class StateStore {
 public:
  explicit StateStore(std::vector<std::byte> otherwise) : otherwise_(std::move(otherwise)) {}

  void saved(const witness::Digest& recorded, std::vector<std::byte> bytes) {
    const std::lock_guard lock(mutex_);
    last_ = bytes;
    states_[recorded.hash] = std::move(bytes);
  }
  /// What a load gets.
  std::vector<std::byte> to_load(const witness::Digest& recorded) {
    const std::lock_guard lock(mutex_);
    if (const auto found = states_.find(recorded.hash); found != states_.end()) {
      return found->second;
    }
    if (recorded.length > 0) ++foreign_;
    return otherwise_.empty() ? last_ : otherwise_;
  }
  [[nodiscard]] std::size_t foreign() const {
    const std::lock_guard lock(mutex_);
    return foreign_;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::uint64_t, std::vector<std::byte>> states_;
  std::vector<std::byte> last_;
  std::vector<std::byte> otherwise_;
  std::size_t foreign_ = 0;
};

}  // namespace attacca::trial
