// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/curve/curve_walk.hpp"

#include <algorithm>
#include <cmath>

namespace parlando {

double CurveWalk::value_at(std::int64_t frame) noexcept {
  const double t = std::min(1.0, static_cast<double>(frame) / static_cast<double>(range_.length));
  share_ = shape_.value_at(t, share_);
  const double value = range_.from + (range_.to - range_.from) * share_;
  return std::clamp(value, range_.low, range_.high);
}

std::int64_t CurveWalk::step_of(double value) const noexcept {
  return std::llround((value - range_.low) / (range_.high - range_.low) * range_.steps);
}

/// The first frame above `low`, up to `high`, that has another step than `step`; for a curve that
/// goes one way in between.
std::int64_t CurveWalk::first_change(std::int64_t low, std::int64_t high,
                                     std::int64_t step) noexcept {
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    if (step_of(value_at(middle)) == step) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

CurveWalk::Point CurveWalk::give(std::int64_t frame) noexcept {
  value_ = value_at(frame);
  step_ = step_of(value_);
  at_ = frame;
  has_just_given_ = true;
  is_over_ = frame == range_.length;
  return {frame, value_};
}

std::optional<CurveWalk::Point> CurveWalk::next(std::int64_t end) noexcept {
  while (!is_over_) {
    if (step_ == kNone) {
      if (at_ >= end) return std::nullopt;
      return give(at_);
    }
    const std::int64_t look = std::min(at_ + kSpacing, range_.length);
    const double value = value_at(look);
    const bool has_changed = step_of(value) != step_;
    if (has_changed || (look == range_.length && value != value_)) {
      const bool is_exact = has_changed && !has_just_given_;
      const std::int64_t frame = is_exact ? first_change(at_, look, step_) : look;
      if (frame >= end) return std::nullopt;
      return give(frame);
    }
    if (look >= end) return std::nullopt;
    at_ = look;
    has_just_given_ = false;
    is_over_ = look == range_.length;
  }
  return std::nullopt;
}

void CurveWalk::stretch(double factor) noexcept {
  const auto scaled = [factor](std::int64_t frames) {
    return std::llround(std::clamp(static_cast<double>(frames) * factor, 0.0, 1e15));
  };
  at_ = scaled(at_);
  range_.length = std::max<std::int64_t>(scaled(range_.length), at_ + 1);
}

void CurveWalk::skip_to(std::int64_t frame) noexcept {
  if (frame <= at_) return;
  at_ = std::min(frame, range_.length);
  step_ = kNone;
}

}  // namespace parlando
