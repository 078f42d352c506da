// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>

namespace attacca {

/// How a parameter glides to a new value.
struct Smoothing {
  enum class Style : std::uint8_t {
    none,
    linear,       ///< equal steps; reaches the target after exactly `milliseconds`
    logarithmic,  ///< equal ratios, for gains and frequencies above zero
    exponential,  ///< one-pole low-pass; within 0.01 % of the way after `milliseconds`
  };
  Style style = Style::none;
  float milliseconds = 0.0f;

  static constexpr Smoothing none() noexcept { return {}; }
  static constexpr Smoothing linear(float ms) noexcept { return {Style::linear, ms}; }
  static constexpr Smoothing logarithmic(float ms) noexcept { return {Style::logarithmic, ms}; }
  static constexpr Smoothing exponential(float ms) noexcept { return {Style::exponential, ms}; }
};

/// Produces one value per sample on the way to a target. All calls: [audio], or [main] while
/// inactive; bounded, no allocation.
class Smoother {
 public:
  explicit Smoother(Smoothing smoothing = {}) noexcept : smoothing_(smoothing) {}

  /// Hz.
  void set_sample_rate(double sample_rate) noexcept { sample_rate_ = sample_rate; }
  /// Jumps to `value`.
  void reset(float value) noexcept;
  /// Starts gliding from the current value.
  void set_target(float target) noexcept;

  [[nodiscard]] bool is_smoothing() const noexcept { return steps_left_ > 0; }
  [[nodiscard]] float current() const noexcept { return current_; }
  [[nodiscard]] float target() const noexcept { return target_; }

  /// The value for the next sample.
  [[nodiscard]] float next() noexcept;
  /// The values for the next `values.size()` samples.
  void fill(std::span<float> values) noexcept;

 private:
  Smoothing smoothing_;
  double sample_rate_ = 48000.0;
  float current_ = 0.0f;
  float target_ = 0.0f;
  float step_ = 0.0f;  ///< added (linear), multiplied (logarithmic) or the pole (exponential)
  std::uint32_t steps_left_ = 0;
};

}  // namespace attacca
