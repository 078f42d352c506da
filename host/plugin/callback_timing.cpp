// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/callback_timing.hpp"

#include <algorithm>

namespace attacca::host {

void CallbackTiming::add(std::uint64_t nanoseconds, bool late) noexcept {
  // One thread adds, so that a load and a store are enough.
  auto& bucket = buckets_[DurationBuckets::bucket_of(nanoseconds)];
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
    for (std::size_t i = 0; i < DurationBuckets::kCount; ++i) {
      seen += buckets_[i].load(std::memory_order_relaxed);
      if (seen >= rank && seen > 0) return std::min(DurationBuckets::upper_edge(i), summary.max);
    }
    return summary.max;
  };
  if (summary.count > 0) {
    summary.median = percentile(1, 2);
    summary.p99_9 = percentile(999, 1000);
  }
  return summary;
}

void CallbackTiming::copy_counts(
    std::span<std::uint32_t, DurationBuckets::kCount> counts) const noexcept {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = buckets_[i].load(std::memory_order_relaxed);
  }
}

void CallbackTiming::clear() noexcept {
  for (auto& bucket : buckets_) bucket.store(0, std::memory_order_relaxed);
  count_.store(0, std::memory_order_relaxed);
  max_.store(0, std::memory_order_relaxed);
  late_.store(0, std::memory_order_relaxed);
}

}  // namespace attacca::host
