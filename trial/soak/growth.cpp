// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/growth.hpp"

#include <cstddef>

namespace attacca::trial {
namespace {

/// From fewer samples a slope says more about chance than about growth.
constexpr std::size_t kFewest = 10;

}  // namespace

Growth growth_of(std::span<const std::pair<double, double>> samples, double warm_up) noexcept {
  while (!samples.empty() && samples.front().first < warm_up) samples = samples.subspan(1);
  Growth growth;
  growth.from_seconds = warm_up;
  if (samples.size() < kFewest) return growth;
  const auto count = static_cast<double>(samples.size());
  double mean_time = 0.0;
  double mean_amount = 0.0;
  for (const auto& [time, amount] : samples) {
    mean_time += time / count;
    mean_amount += amount / count;
  }
  double covariance = 0.0;
  double variance = 0.0;
  for (const auto& [time, amount] : samples) {
    covariance += (time - mean_time) * (amount - mean_amount);
    variance += (time - mean_time) * (time - mean_time);
  }
  if (!(variance > 0.0)) return growth;
  const double slope = covariance / variance;
  growth.is_known = true;
  growth.from_seconds = samples.front().first;
  growth.seconds = samples.back().first - samples.front().first;
  growth.per_minute = slope * 60.0;
  growth.first = mean_amount + slope * (samples.front().first - mean_time);
  return growth;
}

}  // namespace attacca::trial
