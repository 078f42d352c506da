// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace attacca::host {

/// How durations are sorted into a histogram of fixed size: values below 64 ns have a bucket each;
/// above, every power of two is cut into 64 equal parts, so that a bucket's edge is at most 1.6 %
/// from any duration in it. All members [any], constant time.
struct DurationBuckets {
  static constexpr unsigned kSubBits = 6;
  static constexpr std::size_t kSub = std::size_t{1} << kSubBits;
  static constexpr std::size_t kCount = kSub * 36;  // up to about 70 minutes

  [[nodiscard]] static constexpr std::size_t bucket_of(std::uint64_t nanoseconds) noexcept {
    if (nanoseconds < kSub) return static_cast<std::size_t>(nanoseconds);
    const auto exponent = static_cast<unsigned>(std::bit_width(nanoseconds)) - 1;
    const unsigned shift = exponent - kSubBits;
    const std::size_t sub = static_cast<std::size_t>(nanoseconds >> shift) - kSub;
    return std::min((shift + 1) * kSub + sub, kCount - 1);
  }

  /// The longest duration of the bucket, in nanoseconds.
  [[nodiscard]] static constexpr std::uint64_t upper_edge(std::size_t bucket) noexcept {
    if (bucket < kSub) return bucket;
    const std::size_t shift = bucket / kSub - 1;
    const std::uint64_t sub = bucket % kSub + kSub;
    return ((sub + 1) << shift) - 1;
  }
};

}  // namespace attacca::host
