// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "host/plugin/callback_timing.hpp"
#include "host/plugin/duration_buckets.hpp"

namespace attacca::trial {

/// What is known of many durations, all in nanoseconds. Percentiles are rounded up by at most 1.6
/// %.
struct Distribution {
  std::uint64_t count = 0;
  std::uint64_t median = 0;
  std::uint64_t p99 = 0;
  std::uint64_t p99_9 = 0;
  std::uint64_t max = 0;
  /// Each bucket that holds something: its longest duration, and how many fell into it.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> buckets;
};

/// Durations in fixed memory. One thread at a time.
class Histogram {
 public:
  /// Constant time, no allocation. [any]
  void add(std::uint64_t nanoseconds) noexcept;
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] Distribution distribution() const;

  /// What a timing holds at this moment. [any]
  [[nodiscard]] static Histogram of(const host::CallbackTiming& timing);
  /// What was added since `earlier`, an earlier state of the same; the maximum is then a bucket's
  /// edge.
  [[nodiscard]] Histogram since(const Histogram& earlier) const;

 private:
  [[nodiscard]] std::uint64_t percentile(std::uint64_t of_thousand) const noexcept;

  std::array<std::uint32_t, host::DurationBuckets::kCount> counts_{};
  std::uint64_t count_ = 0;
  std::uint64_t max_ = 0;
};

}  // namespace attacca::trial
