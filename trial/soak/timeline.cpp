// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/timeline.hpp"

#include <algorithm>
#include <utility>

namespace attacca::trial {
namespace {

/// One line for two that follow each other. Counts add up, the worst stays the worst; the median is
/// the mean of both, weighted by their callbacks.
SoakSecond merged(const SoakSecond& first, const SoakSecond& second) {
  SoakSecond both = second;
  both.span = first.span + second.span;
  both.callbacks = first.callbacks + second.callbacks;
  both.late = first.late + second.late;
  both.changes = first.changes + second.changes;
  both.checks = first.checks + second.checks;
  both.lost = first.lost + second.lost;
  both.torn = first.torn + second.torn;
  both.p99_9 = std::max(first.p99_9, second.p99_9);
  both.max = std::max(first.max, second.max);
  if (both.callbacks > 0) {
    both.median =
        (first.median * first.callbacks + second.median * second.callbacks) / both.callbacks;
  }
  return both;
}

}  // namespace

void Timeline::add(const SoakSecond& second) {
  pending_ = pending_count_ == 0 ? second : merged(pending_, second);
  if (++pending_count_ < seconds_per_line_) return;
  pending_count_ = 0;
  lines_.push_back(pending_);
  if (lines_.size() >= kCapacity) merge();
}

void Timeline::merge() {
  for (std::size_t i = 0; i < kCapacity / 2; ++i) {
    lines_[i] = merged(lines_[2 * i], lines_[2 * i + 1]);
  }
  lines_.resize(kCapacity / 2);
  seconds_per_line_ *= 2;
}

Growth Timeline::growth(std::uint64_t SoakSecond::* kilobytes) const {
  constexpr double kMinute = 60.0;
  std::vector<std::pair<double, double>> samples;
  for (const SoakSecond& line : lines_) {
    samples.emplace_back(line.time, static_cast<double>(line.*kilobytes));
  }
  const double end = samples.empty() ? 0.0 : samples.back().first;
  return growth_of(samples, std::min(kMinute, end / 2.0));
}

}  // namespace attacca::trial
