// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/recent_values.hpp"

#include <bit>
#include <cmath>

namespace attacca::core {

namespace {

bool is_about(std::uint64_t key, std::size_t index) noexcept {
  return key >> 32 == index + 1;
}
double value_of(std::uint64_t key) noexcept {
  return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(key)));
}

}  // namespace

RecentValues::RecentValues(std::size_t capacity)
    : entries_(std::make_unique<Entry[]>(capacity)), mask_(capacity - 1) {}

bool RecentValues::same(double a, double b) noexcept {
  return std::fabs(a - b) <= 1e-6;
}

/// Where the values end; first_ moves on to the first one that counts.
std::size_t RecentValues::skip_to_live(std::uint64_t now) noexcept {
  const std::size_t end = written_.load(std::memory_order_acquire);
  if (end - first_ > mask_ + 1) first_ = end - (mask_ + 1);
  while (first_ != end) {
    const Entry& entry = at(first_);
    if (entry.key.load(std::memory_order_acquire) != 0 &&
        entry.expires.load(std::memory_order_relaxed) > now) {
      break;
    }
    ++first_;
  }
  return end;
}

void RecentValues::forget_until(std::size_t index, std::size_t end) noexcept {
  for (std::size_t position = first_; position != end; ++position) {
    std::uint64_t key = at(position).key.load(std::memory_order_relaxed);
    // Unless the writer has come round to it meanwhile.
    if (is_about(key, index)) at(position).key.compare_exchange_strong(key, 0);
  }
}

RecentValues::Match RecentValues::match(std::size_t index, double value,
                                        std::uint64_t now) noexcept {
  const std::size_t end = skip_to_live(now);
  std::size_t found = end;
  std::size_t newest = end;
  for (std::size_t position = first_; position != end; ++position) {
    const std::uint64_t key = at(position).key.load(std::memory_order_acquire);
    if (!is_about(key, index)) continue;
    if (at(position).expires.load(std::memory_order_relaxed) <= now) continue;
    newest = position;
    if (found == end && same(value_of(key), value)) found = position;
  }
  if (found == end) return Match::none;
  forget_until(index, found + 1);
  return found == newest ? Match::newest : Match::older;
}

void RecentValues::forget(std::size_t index) noexcept {
  forget_until(index, written_.load(std::memory_order_acquire));
}

}  // namespace attacca::core
