// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/callback_timing.hpp"

#include <algorithm>
#include <bit>

namespace attacca::host {

// Values below 64 have a bucket each; above, every power of two is cut into 64 equal parts.
std::size_t CallbackTiming::bucket_of(std::uint64_t nanoseconds) noexcept {
  if (nanoseconds < kSub) return static_cast<std::size_t>(nanoseconds);
  const auto exponent = static_cast<unsigned>(std::bit_width(nanoseconds)) - 1;
  const unsigned shift = exponent - kSubBits;
  const std::size_t sub = static_cast<std::size_t>(nanoseconds >> shift) - kSub;
  return std::min((shift + 1) * kSub + sub, kBuckets - 1);
}

std::uint64_t CallbackTiming::upper_edge(std::size_t bucket) noexcept {
  if (bucket < kSub) return bucket;
  const std::size_t shift = bucket / kSub - 1;
  const std::uint64_t sub = bucket % kSub + kSub;
  return ((sub + 1) << shift) - 1;
}

void CallbackTiming::add(std::uint64_t nanoseconds, bool late) noexcept {
  // One thread adds, so that a load and a store are enough.
  auto& bucket = buckets_[bucket_of(nanoseconds)];
  bucket.store(bucket.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  if (nanoseconds > max_.load(std::memory_order_relaxed)) {
    max_.store(nanoseconds, std::memory_order_relaxed);
  }
  if (late) late_.store(late_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  count_.store(count_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

TimingSummary CallbackTiming::summary() const noexcept {
  TimingSummary summary;
  summary.count = count_.load(std::memory_order_acquire);
  summary.max = max_.load(std::memory_order_relaxed);
  summary.late = late_.load(std::memory_order_relaxed);
  const auto percentile = [&](std::uint64_t numerator, std::uint64_t denominator) {
    const std::uint64_t rank = (summary.count * numerator + denominator - 1) / denominator;
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
      seen += buckets_[i].load(std::memory_order_relaxed);
      if (seen >= rank && seen > 0) return std::min(upper_edge(i), summary.max);
    }
    return summary.max;
  };
  if (summary.count > 0) {
    summary.median = percentile(1, 2);
    summary.p99_9 = percentile(999, 1000);
  }
  return summary;
}

void CallbackTiming::clear() noexcept {
  for (auto& bucket : buckets_) bucket.store(0, std::memory_order_relaxed);
  count_.store(0, std::memory_order_relaxed);
  max_.store(0, std::memory_order_relaxed);
  late_.store(0, std::memory_order_relaxed);
}

}  // namespace attacca::host
