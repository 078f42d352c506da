// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A continuous parameter, as a member of the plugin:
//
//     attacca::FloatParam cutoff_{params(), {.id = "cutoff", .name = "Cutoff",
//         .range = attacca::FloatRange::skewed(20.0, 20000.0, 0.25), .default_value = 1000.0,
//         .unit = "Hz", .smoothing = attacca::Smoothing::exponential(20.0f)}};
//     const float hz = cutoff_.smoothed.next();  // once per sample
//
// value() and `smoothed` are for process(), plain() for any thread. Hosts' values and editors'
// edits reach the next block, and with sample-accurate automation the very sample.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/float_range.hpp"
#include "attacca/params/param.hpp"
#include "attacca/params/smoother.hpp"

namespace attacca {

/// What a FloatParam is made of. Texts are UTF-8 literals that outlive the parameter.
struct FloatParamOptions {
  std::string_view id;
  std::string_view name;
  FloatRange range = FloatRange::linear(0.0, 1.0);
  double default_value = 0.0;  ///< plain
  std::string_view unit = {};  ///< shown behind the number, such as "dB"
  Smoothing smoothing = {};
  std::uint8_t decimals = 2;  ///< digits behind the point when shown

  /// Turns the plain value into what the smoother glides on and value() returns, such as
  /// decibels_to_gain. Null: the plain value itself.
  float (*convert)(float plain) noexcept = nullptr;

  /// Replace the number with the unit behind it. Both or none.
  std::string (*format)(double plain) = nullptr;
  std::optional<double> (*parse)(std::string_view text) = nullptr;

  ParamFlags flags = {};
};

/// A continuous parameter.
class FloatParam final : public Param {
 public:
  /// Joins `set`, which is the plugin's params(). [main]
  FloatParam(ParamSet& set, const FloatParamOptions& options);

  /// The value for this block, converted, not smoothed. [audio]
  [[nodiscard]] float value() const noexcept { return value_; }
  /// The newest plain value, whoever set it. [any]
  [[nodiscard]] double plain() const noexcept { return to_plain(normalized()); }

  /// The gliding value: smoothed.next() once per sample. [audio]
  Smoother smoothed;

  [[nodiscard]] std::string_view unit() const noexcept override { return options_.unit; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 private:
  void apply(double normalized) noexcept override;
  void prepare(double sample_rate) noexcept override;
  void snap() noexcept override;
  [[nodiscard]] float converted(double normalized) const noexcept;

  FloatParamOptions options_;
  float value_ = 0.0f;
};

}  // namespace attacca
