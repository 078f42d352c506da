// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/transport.hpp"

#include <cmath>

namespace attacca {

namespace {

/// Beyond that a double does not count samples one by one.
constexpr double kMostSamples = 9e15;

std::optional<std::int64_t> rounded(double samples) noexcept {
  if (!(std::abs(samples) < kMostSamples)) return std::nullopt;
  return std::llround(samples);
}

}  // namespace

std::optional<double> Transport::seconds() const noexcept {
  if (position_seconds) return position_seconds;
  if (position_samples && sample_rate > 0.0) {
    return static_cast<double>(*position_samples) / sample_rate;
  }
  if (position_beats && tempo && *tempo > 0.0) return *position_beats * 60.0 / *tempo;
  return std::nullopt;
}

std::optional<std::int64_t> Transport::samples() const noexcept {
  if (position_samples) return position_samples;
  const std::optional<double> time = seconds();
  if (!time || !(sample_rate > 0.0)) return std::nullopt;
  return rounded(*time * sample_rate);
}

std::optional<double> Transport::beats() const noexcept {
  if (position_beats) return position_beats;
  const std::optional<double> time = seconds();
  if (!time || !tempo) return std::nullopt;
  return *time * *tempo / 60.0;
}

std::optional<double> Transport::beats_per_bar() const noexcept {
  if (!time_signature || time_signature->numerator == 0 || time_signature->denominator == 0) {
    return std::nullopt;
  }
  return 4.0 * time_signature->numerator / time_signature->denominator;
}

std::optional<double> Transport::bar_start() const noexcept {
  if (bar_start_beats) return bar_start_beats;
  const std::optional<double> length = beats_per_bar();
  if (!length) return std::nullopt;
  if (bar_number) return *bar_number * *length;
  const std::optional<double> now = beats();
  if (!now) return std::nullopt;
  return std::floor(*now / *length) * *length;
}

std::optional<std::int32_t> Transport::bar() const noexcept {
  if (bar_number) return bar_number;
  const std::optional<double> length = beats_per_bar();
  const std::optional<double> start = bar_start();
  if (!length || !start) return std::nullopt;
  // A start that the host says lies between two of our bars where the signature has changed.
  const double number = std::floor(*start / *length + 1e-6);
  if (!(std::abs(number) < 2e9)) return std::nullopt;
  return static_cast<std::int32_t>(number);
}

std::optional<double> Transport::bars() const noexcept {
  const std::optional<std::int32_t> whole = bar();
  const std::optional<double> now = beats();
  const std::optional<double> start = bar_start();
  const std::optional<double> length = beats_per_bar();
  if (!whole || !now || !start || !length) return std::nullopt;
  return *whole + (*now - *start) / *length;
}

std::optional<Transport::SampleRange> Transport::loop_samples() const noexcept {
  if (!loop_beats || !tempo || !(*tempo > 0.0) || !(sample_rate > 0.0)) return std::nullopt;
  const double each = 60.0 / *tempo * sample_rate;
  const std::optional<std::int64_t> start = rounded(loop_beats->start * each);
  const std::optional<std::int64_t> end = rounded(loop_beats->end * each);
  if (!start || !end) return std::nullopt;
  return SampleRange{*start, *end};
}

}  // namespace attacca
