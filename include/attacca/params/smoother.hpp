// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A value that glides to its target, without clicks. FloatParam has one; it is also good alone:
//
//     attacca::Smoother level(attacca::Smoothing::linear(10.0f));  // ms
//     level.set_sample_rate(48000.0);
//     level.set_target(0.5f);
//     for (float& sample : block) sample *= level.next();
//
// Audio thread, or the main one while inactive; bounded, no allocation. A linear or logarithmic
// glide ends exactly at its target.

#include <algorithm>
#include <cstdint>
#include <span>

namespace attacca {

template <typename Sample>
class BasicAudioBuffer;

/// How a parameter glides to a new value. All members [any].
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

/// Produces one value per sample on the way to a target. Bounded, no allocation. All members
/// [audio, or main while inactive].
class Smoother {
 public:
  explicit Smoother(Smoothing smoothing = {}) noexcept;

  /// Hz, and how many values the plugin takes per sample, > 0: 4 where it runs at four times the
  /// rate. A glide under way keeps its length in values.
  void set_sample_rate(double sample_rate, double oversampling = 1.0) noexcept;
  /// Another oversampling at the same sample rate, in process() too.
  void set_oversampling(double oversampling) noexcept;
  /// Jumps to `value`.
  void reset(float value) noexcept {
    current_ = static_cast<double>(value);
    target_ = value;
    steps_left_ = 0;
  }
  /// Starts gliding from the current value. The target of a glide under way changes nothing, and
  /// neither does NaN. Logarithmic glides from or to 0 pass through 1e-6 and end at exactly 0;
  /// those that touch negative values are linear.
  void set_target(float target) noexcept {
    if (steps_ > 0.0) {
      glide_to(target);
    } else if (target != target_ && target == target) {  // no NaN
      reset(target);
    }
  }

  [[nodiscard]] bool is_smoothing() const noexcept { return steps_left_ > 0; }
  /// Every next() gives current() until the next set_target(): a loop needs one value a block.
  [[nodiscard]] bool is_constant() const noexcept { return steps_left_ == 0; }
  [[nodiscard]] float current() const noexcept { return static_cast<float>(current_); }
  [[nodiscard]] float target() const noexcept { return target_; }

  /// The value for the next sample.
  [[nodiscard]] float next() noexcept {
    if (steps_left_ > 0) advance();
    return static_cast<float>(current_);
  }
  /// The values for the next `values.size()` samples: what as many next() would give.
  void fill(std::span<float> values) noexcept;
  /// The same, each made by `map(float)`: what is computed from the value is smooth as well.
  template <typename Map>
  void fill(std::span<float> values, Map&& map) noexcept {
    if (is_constant()) {
      std::fill(values.begin(), values.end(), static_cast<float>(map(current())));
      return;
    }
    fill(values);
    for (float& value : values) value = map(value);
  }
  /// One value for the next `samples` samples: the one that the last of them would have.
  [[nodiscard]] float next_block(std::uint32_t samples) noexcept {
    skip(samples);
    return current();
  }
  /// Passes over the next `samples` values. Bounded: no more steps than the glide has left.
  void skip(std::uint32_t samples) noexcept;

 private:
  template <typename Sample>
  friend class BasicAudioBuffer;

  /// A linear glide's next values: the n-th, from 0 on, is target - step * (left - n).
  struct Line {
    double target;
    double step;
    double left;
  };
  [[nodiscard]] bool is_linear() const noexcept {
    return gliding_ == Smoothing::Style::linear && steps_left_ > 0;
  }
  /// Passes over the next `count` values of a linear glide, no more than it has left. The
  /// arithmetic of advance(), to the bit: whole numbers below 2^53 are exact, so that a loop may
  /// count in either type and do several steps at once.
  Line take_line(std::uint32_t count) noexcept {
    const Line line{static_cast<double>(target_), step_, steps_left_ - 1.0};
    steps_left_ -= count;
    current_ = line.target - line.step * static_cast<double>(steps_left_);
    return line;
  }

  void glide_to(float target) noexcept;

  // In the header: plugins call it for every sample, and most glides are linear.
  void advance() noexcept {
    --steps_left_;
    const double target = static_cast<double>(target_);
    if (gliding_ == Smoothing::Style::linear) [[likely]] {
      current_ = target - step_ * steps_left_;  // from the end, so that no rounding adds up
    } else {
      current_ = next_on_curve(gliding_, current_, step_, target, steps_left_);
    }
  }
  /// Several steps of a linear glide; no more than it has left.
  void fill_line(std::span<float> values) noexcept;
  /// Touches no memory, and says so: a plugin's loop may keep what it needs in registers.
  [[gnu::const]] static double next_on_curve(Smoothing::Style style, double current, double step,
                                             double target, std::uint32_t steps_left) noexcept;

  Smoothing smoothing_;
  Smoothing::Style gliding_ = Smoothing::Style::none;  ///< how the glide under way moves
  double steps_ = 0.0;                                 ///< of a whole glide
  double per_step_ = 0.0;                              ///< 1 / steps_
  double sample_rate_ = 48000.0;
  double current_ = 0.0;
  double step_ = 0.0;  ///< added (linear), multiplied (logarithmic) or the pole (exponential)
  float target_ = 0.0f;
  std::uint32_t steps_left_ = 0;
};

namespace literals {

/// Milliseconds: `using namespace attacca::literals;` for Smoothing::linear(10_ms). [any]
consteval float operator""_ms(unsigned long long milliseconds) {
  return static_cast<float>(milliseconds);
}
/// The same with a fraction: 2.5_ms. [any]
consteval float operator""_ms(long double milliseconds) {
  return static_cast<float>(milliseconds);
}

}  // namespace literals

}  // namespace attacca
