// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>
#include <utility>

namespace attacca::trial {

/// How memory grew, by the least squares line through its samples.
struct Growth {
  double from_seconds = 0.0;  ///< Samples before this were left out: the plugins were warming up.
  double seconds = 0.0;       ///< The span of the samples that count.
  double per_minute = 0.0;    ///< Slope, in the samples' unit.
  double first = 0.0;         ///< The line's value at the span's start.
  bool is_known = false;      ///< False with fewer than ten samples.
};

/// `samples` are (seconds, amount), in order. What comes before `warm_up` seconds does not count.
/// [any]
[[nodiscard]] Growth growth_of(std::span<const std::pair<double, double>> samples,
                               double warm_up) noexcept;

}  // namespace attacca::trial
