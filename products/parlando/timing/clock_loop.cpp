// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/timing/clock_loop.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace parlando {
namespace {

/// No thread is woken up that late without blocks having been lost.
constexpr double kLostNs = 50e6;
/// As many in a row that are half a block off are no jitter any more.
constexpr std::uint32_t kSlips = 8;
/// No crystal is off by more.
constexpr double kMostOff = 2e-3;

}  // namespace

void ClockLoop::reset(double sample_rate) noexcept {
  nominal_ns_ = 1e9 / sample_rate;
  ns_per_frame_ = nominal_ns_;
  blocks_ = 0;
  slips_ = 0;
  error_ns_ = 0;
  restarts_ = 0;
}

void ClockLoop::restart(std::int64_t now_ns) noexcept {
  base_ns_ = now_ns;
  next_ns_ = 0;
  blocks_ = 0;
  slips_ = 0;
  error_ns_ = 0;
}

/// Whether blocks have been lost: far off, or off to the same side for long.
bool ClockLoop::has_slipped(double error_ns, double length_ns) noexcept {
  if (std::abs(error_ns) > std::max(kLostNs, 4 * length_ns)) return true;
  if (std::abs(error_ns) < std::max(length_ns / 2, 1e6)) {
    slips_ = 0;
    return false;
  }
  const bool is_late = error_ns > 0;
  slips_ = slips_ > 0 && is_late == slips_late_ ? slips_ + 1 : 1;
  slips_late_ = is_late;
  return slips_ >= kSlips;
}

void ClockLoop::begin_block(std::int64_t now_ns, std::uint32_t frames,
                            std::int64_t skipped) noexcept {
  const double length_ns = frames * ns_per_frame_;
  if (blocks_ > 0) {
    next_ns_ += static_cast<double>(skipped) * ns_per_frame_;
    const double since_ns = static_cast<double>(now_ns - measured_ns_);
    if (skipped == 0 && since_ns < measured_length_ns_ / 2) {
      begin_ns_ = next_ns_;
      next_ns_ = begin_ns_ + length_ns;
      measured_length_ns_ += length_ns;
      return;
    }
  }
  double error = blocks_ == 0 ? 0 : static_cast<double>(now_ns - base_ns_) - next_ns_;
  if (blocks_ == 0 || has_slipped(error, length_ns)) {
    if (blocks_ > 0) ++restarts_;
    restart(now_ns);
    error = 0;
  }
  ++blocks_;
  // Gains for one block; the first blocks fit a line, see the class.
  const double n = std::min(blocks_, 1'000'000u);
  const double omega = 2 * std::numbers::pi * kBandwidth * length_ns / 1e9;
  const double for_phase =
      std::max(2 * (2 * n - 1) / (n * (n + 1)), std::min(std::numbers::sqrt2 * omega, 1.0));
  const double for_rate = std::max(6 / (n * (n + 1)), std::min(omega * omega, 1.0));
  begin_ns_ = next_ns_ + for_phase * error;
  // The line has known its slope from the start, by the rate's name: two blocks do not turn it.
  if (n > 16) ns_per_frame_ += for_rate * error / frames;
  ns_per_frame_ =
      std::clamp(ns_per_frame_, nominal_ns_ * (1 - kMostOff), nominal_ns_ * (1 + kMostOff));
  next_ns_ = begin_ns_ + frames * ns_per_frame_;
  error_ns_ = error;
  measured_ns_ = now_ns;
  measured_length_ns_ = length_ns;
}

double ClockLoop::frame_at(std::int64_t time_ns) const noexcept {
  return (static_cast<double>(time_ns - base_ns_) - begin_ns_) / ns_per_frame_;
}

std::int64_t ClockLoop::time_at(double frame) const noexcept {
  return base_ns_ + std::llround(begin_ns_ + frame * ns_per_frame_);
}

}  // namespace parlando
