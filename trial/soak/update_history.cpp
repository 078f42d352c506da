// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/update_history.hpp"

#include <algorithm>

namespace attacca::trial {

std::uint64_t UpdateHistory::announce(std::span<const std::uint32_t> digests) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t number = ++numbers_;
  for (std::size_t i = 0; i < digests.size(); ++i) {
    const auto before = digests.first(i);
    if (std::find(before.begin(), before.end(), digests[i]) != before.end()) continue;
    ring_[written_ % kCapacity] = {digests[i], number, {}};
    ++written_;
  }
  return number;
}

void UpdateHistory::published(std::uint64_t number, const Publication& publication) {
  const std::lock_guard lock(mutex_);
  for (std::uint64_t i = written_; i > 0 && written_ - i < kCapacity; --i) {
    Entry& entry = ring_[(i - 1) % kCapacity];
    if (entry.number > number) continue;
    if (entry.publication.returned_ns != 0) return;
    entry.publication.returned_ns = publication.returned_ns;
    entry.publication.callbacks_begun = publication.callbacks_begun;
  }
}

void UpdateHistory::called(std::uint64_t number, std::uint64_t began_ns) {
  const std::lock_guard lock(mutex_);
  for (std::uint64_t i = written_; i > 0 && written_ - i < kCapacity; --i) {
    Entry& entry = ring_[(i - 1) % kCapacity];
    if (entry.number < number) return;
    if (entry.number == number) entry.publication.called_ns = began_ns;
  }
}

std::optional<UpdateHistory::Publication> UpdateHistory::find(std::uint32_t digest) const {
  const std::lock_guard lock(mutex_);
  // What plugins see is nearly always among the last few.
  for (std::uint64_t i = written_; i > 0 && written_ - i < kCapacity; --i) {
    const Entry& entry = ring_[(i - 1) % kCapacity];
    if (entry.digest == digest) return entry.publication;
  }
  return std::nullopt;
}

}  // namespace attacca::trial
