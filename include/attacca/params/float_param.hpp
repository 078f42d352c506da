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
#include "attacca/params/value_format.hpp"

namespace attacca {

/// What a FloatParam is made of. Texts are UTF-8 literals that outlive the parameter.
struct FloatParamOptions {
  ParamId id;
  std::string_view name;
  FloatRange range = FloatRange::linear(0.0, 1.0);
  double default_value = 0.0;  ///< plain
  std::string_view unit = {};  ///< shown behind the number, such as "dB"
  Smoothing smoothing = {};
  /// Digits behind the point when shown; as the format says, if nothing is said here.
  std::optional<std::uint8_t> decimals = {};

  /// Turns the plain value into what the smoother glides on and value() returns, such as
  /// decibels_to_gain. Null: the plain value itself.
  float (*convert)(float plain) noexcept = nullptr;

  /// As text and back: one of attacca::format or your own. The number with the unit behind it, if
  /// nothing is said.
  ValueFormat format = {};

  ParamFlags flags = {};
  Modulation modulation = Modulation::none;

  /// What is wrong with them, or null: range, step and default. [any]
  [[nodiscard]] constexpr const char* fault() const {
    if (const char* why = range.fault(); why != nullptr) return why;
    if (!range.contains(default_value)) return detail::fault("its default is outside its range");
    if ((format.write == nullptr) != (format.read == nullptr)) {
      return detail::fault("its format lacks one of its two ways");
    }
    return nullptr;
  }
};

/// A continuous parameter.
class FloatParam final : public Param {
 public:
  /// Joins `scope`, which is the plugin's params() or a group of them. [main]
  FloatParam(ParamScope scope, const FloatParamOptions& options);

  /// The value for this block, converted, not smoothed. [audio]
  [[nodiscard]] float value() const noexcept { return value_; }
  /// value() as a voice has it whose note is modulated by `offset`, -1..1 of the range. [audio]
  [[nodiscard]] float value_modulated_by(double offset) const noexcept {
    return converted(modulated_by(offset));
  }
  /// The newest plain value, whoever set it. [any]
  [[nodiscard]] double plain() const noexcept { return range_.denormalize(normalized()); }
  /// process() changes the plain value, and the host hears of it. [audio]
  void set_from_audio(double plain) noexcept { set_normalized_from_audio(to_normalized(plain)); }

  /// The gliding value: smoothed.next() once per sample. [audio]
  Smoother smoothed;

  [[nodiscard]] const FloatRange& range() const noexcept { return range_; }  ///< [any]
  /// Steps of equal size are also steps to hosts. Other ranges with steps are continuous to them:
  /// they keep what they set, and it means the nearest step.
  [[nodiscard]] std::uint32_t step_count() const noexcept override { return steps_; }
  [[nodiscard]] std::string_view unit() const noexcept override { return unit_; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 private:
  void apply(double normalized) noexcept override;
  void prepare(double sample_rate) noexcept override;
  void snap() noexcept override;
  [[nodiscard]] float converted(double normalized) const noexcept;

  FloatRange range_;
  std::uint32_t steps_;
  float (*convert_)(float plain) noexcept;
  float value_ = 0.0f;
  std::string_view unit_;
  ValueFormat format_;
};

}  // namespace attacca
