// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/histogram.hpp"

#include <algorithm>

namespace attacca::trial {

using host::DurationBuckets;

void Histogram::add(std::uint64_t nanoseconds) noexcept {
  ++counts_[DurationBuckets::bucket_of(nanoseconds)];
  ++count_;
  max_ = std::max(max_, nanoseconds);
}

Histogram Histogram::of(const host::CallbackTiming& timing) {
  Histogram histogram;
  timing.copy_counts(histogram.counts_);
  for (const std::uint32_t count : histogram.counts_) histogram.count_ += count;
  histogram.max_ = timing.max();
  return histogram;
}

Histogram Histogram::since(const Histogram& earlier) const {
  Histogram difference;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    difference.counts_[i] = counts_[i] - earlier.counts_[i];
    difference.count_ += difference.counts_[i];
    if (difference.counts_[i] > 0) {
      difference.max_ = std::min(DurationBuckets::upper_edge(i), max_);
    }
  }
  return difference;
}

std::uint64_t Histogram::percentile(std::uint64_t of_thousand) const noexcept {
  const std::uint64_t rank = (count_ * of_thousand + 999) / 1000;
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    seen += counts_[i];
    if (seen >= rank && seen > 0) return std::min(DurationBuckets::upper_edge(i), max_);
  }
  return max_;
}

Distribution Histogram::distribution() const {
  Distribution result;
  result.count = count_;
  result.max = max_;
  if (count_ == 0) return result;
  result.median = percentile(500);
  result.p99 = percentile(990);
  result.p99_9 = percentile(999);
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] > 0) result.buckets.emplace_back(DurationBuckets::upper_edge(i), counts_[i]);
  }
  return result;
}

}  // namespace attacca::trial
