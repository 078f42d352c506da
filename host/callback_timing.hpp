// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

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
  void clear() noexcept;                                 ///< [any, while nothing adds]

 private:
  static constexpr unsigned kSubBits = 6;  // 64 buckets per power of two
  static constexpr std::size_t kSub = std::size_t{1} << kSubBits;
  static constexpr std::size_t kBuckets = kSub * 36;  // up to about 70 minutes

  static std::size_t bucket_of(std::uint64_t nanoseconds) noexcept;
  static std::uint64_t upper_edge(std::size_t bucket) noexcept;

  std::array<std::atomic<std::uint32_t>, kBuckets> buckets_{};
  std::atomic<std::uint64_t> count_{0};
  std::atomic<std::uint64_t> max_{0};
  std::atomic<std::uint64_t> late_{0};
};

}  // namespace attacca::host
