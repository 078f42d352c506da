// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "host/plugin/duration_buckets.hpp"

namespace attacca::host {

/// Nanoseconds.
struct TimingSummary {
  std::uint64_t count = 0;
  std::uint64_t median = 0;
  std::uint64_t p99_9 = 0;
  std::uint64_t max = 0;  ///< Exact; the percentiles are rounded up by at most 1.6 %.
  std::uint64_t late = 0;
};

/// Histogram of durations with a fixed size: one thread adds, any thread may read.
class CallbackTiming {
 public:
  /// Adds one duration; `late` when the callback ended after its period's deadline. Constant time.
  /// [audio]
  void add(std::uint64_t nanoseconds, bool late) noexcept;
  [[nodiscard]] TimingSummary summary() const noexcept;  ///< [any]
  /// How many durations have ended, without the work of summary(). [any]
  [[nodiscard]] std::uint64_t count() const noexcept {
    return count_.load(std::memory_order_acquire);
  }
  [[nodiscard]] std::uint64_t max() const noexcept {  ///< [any]
    return max_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t late() const noexcept {  ///< [any]
    return late_.load(std::memory_order_relaxed);
  }
  /// How many durations each bucket of DurationBuckets holds. [any]
  void copy_counts(std::span<std::uint32_t, DurationBuckets::kCount> counts) const noexcept;
  void clear() noexcept;  ///< Not while anything adds. [any]

 private:
  std::array<std::atomic<std::uint32_t>, DurationBuckets::kCount> buckets_{};
  std::atomic<std::uint64_t> count_{0};
  std::atomic<std::uint64_t> max_{0};
  std::atomic<std::uint64_t> late_{0};
};

}  // namespace attacca::host
