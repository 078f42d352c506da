// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/smoother.hpp"

#include <algorithm>
#include <cmath>

namespace attacca {

namespace {

/// -120 dB: where a glide by equal ratios begins or ends instead of at zero.
constexpr double kSilence = 1e-6;
/// The part of the way that the exponential style still has before it when its time is over.
constexpr double kRemainder = 1e-4;

}  // namespace

Smoother::Smoother(Smoothing smoothing) noexcept : smoothing_(smoothing) {
  set_sample_rate(48000.0);
}

void Smoother::set_sample_rate(double sample_rate, double oversampling) noexcept {
  sample_rate_ = sample_rate;
  set_oversampling(oversampling);
}

void Smoother::set_oversampling(double oversampling) noexcept {
  if (smoothing_.style == Smoothing::Style::none) return;
  const double rate = sample_rate_ * oversampling;
  const double steps = std::round(static_cast<double>(smoothing_.milliseconds) * 0.001 * rate);
  steps_ = steps >= 1.0 ? std::min(steps, 4e9) : 0.0;
  per_step_ = steps_ > 0.0 ? 1.0 / steps_ : 0.0;
}

void Smoother::glide_to(float target) noexcept {
  if (std::isnan(target) || target == target_) return;
  target_ = target;
  steps_left_ = static_cast<std::uint32_t>(steps_);
  gliding_ = smoothing_.style;
  const double to = static_cast<double>(target);
  if (gliding_ == Smoothing::Style::logarithmic && (current_ < 0.0 || to < 0.0)) {
    gliding_ = Smoothing::Style::linear;
  }
  switch (gliding_) {
    case Smoothing::Style::none:
      break;
    case Smoothing::Style::linear:
      step_ = (to - current_) * per_step_;  // each event of a block comes here: no division
      break;
    case Smoothing::Style::logarithmic:
      current_ = std::max(current_, kSilence);
      step_ = std::pow(std::max(to, kSilence) / current_, per_step_);
      break;
    case Smoothing::Style::exponential:
      step_ = std::pow(kRemainder, per_step_);
      break;
  }
}

double Smoother::next_on_curve(Smoothing::Style style, double current, double step, double target,
                               std::uint32_t steps_left) noexcept {
  if (steps_left == 0) return target;
  if (style == Smoothing::Style::logarithmic) return current * step;
  return target + (current - target) * step;
}

void Smoother::fill(std::span<float> values) noexcept {
  if (is_linear()) {
    const std::size_t steps = std::min<std::size_t>(values.size(), steps_left_);
    fill_line(values.first(steps));
    values = values.subspan(steps);
  }
  std::size_t i = 0;
  for (; i < values.size() && steps_left_ > 0; ++i) values[i] = next();
  std::fill(values.begin() + static_cast<std::ptrdiff_t>(i), values.end(),
            static_cast<float>(current_));
}

void Smoother::fill_line(std::span<float> values) noexcept {
  const auto count = static_cast<std::int32_t>(std::min<std::size_t>(values.size(), 1u << 30));
  const Line line = take_line(static_cast<std::uint32_t>(count));
  float* const out = values.data();
  for (std::int32_t i = 0; i < count; ++i) {
    out[i] = static_cast<float>(line.target - line.step * (line.left - static_cast<double>(i)));
  }
}

void Smoother::skip(std::uint32_t samples) noexcept {
  if (samples == 0 || steps_left_ == 0) return;
  if (samples >= steps_left_) {
    reset(target_);
  } else if (gliding_ == Smoothing::Style::linear) {
    steps_left_ -= samples;
    current_ = static_cast<double>(target_) - step_ * static_cast<double>(steps_left_);
  } else {
    while (samples-- > 0) advance();
  }
}

}  // namespace attacca
