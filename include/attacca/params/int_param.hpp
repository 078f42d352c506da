// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A whole number, as a member of the plugin:
//
//     attacca::IntParam ratio_{params(), {.id = "ratio", .name = "Ratio",
//                                         .min = 1, .max = 16, .default_value = 1}};
//     const std::int32_t ratio = ratio_.value();  // in process()
//
// value() and `smoothed` are for process(), plain() for any thread. Hosts see steps: a value
// between two is the nearer one.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attacca/params/param.hpp"
#include "attacca/params/smoother.hpp"
#include "attacca/params/value_format.hpp"

namespace attacca {

/// What an IntParam is made of. Texts are UTF-8 literals that outlive the parameter.
struct IntParamOptions {
  ParamId id;
  std::string_view name;
  std::int32_t min = 0;
  std::int32_t max = 127;
  std::int32_t default_value = 0;
  bool reversed = false;       ///< `max` is at normalized 0
  std::string_view unit = {};  ///< shown behind the number, such as "st"
  Smoothing smoothing = {};    ///< of `smoothed`; value() jumps
  ValueFormat format = {};     ///< as text and back; the number and the unit, if nothing is said
  ParamFlags flags = {};
  Modulation modulation = Modulation::none;

  /// Hosts hand values on as float, which counts so far.
  static constexpr std::int64_t kMostSteps = 1 << 22;

  /// What is wrong with them, or null. [any]
  [[nodiscard]] constexpr const char* fault() const {
    if (min >= max) return detail::fault("its minimum is not below its maximum");
    if (std::int64_t{max} - min > kMostSteps) return detail::fault("it has more than 2^22 steps");
    if (default_value < min || default_value > max) {
      return detail::fault("its default is outside its range");
    }
    if ((format.write == nullptr) != (format.read == nullptr)) {
      return detail::fault("its format lacks one of its two ways");
    }
    return nullptr;
  }
};

/// A whole number.
class IntParam final : public Param {
 public:
  /// Joins `scope`, which is the plugin's params() or a group of them. [main]
  IntParam(ParamScope scope, const IntParamOptions& options);

  /// The value for this block, not smoothed. [audio]
  [[nodiscard]] std::int32_t value() const noexcept { return value_; }
  /// value() as a voice has it whose note is modulated by `offset`, -1..1 of the range. [audio]
  [[nodiscard]] std::int32_t value_modulated_by(double offset) const noexcept {
    return at(modulated_by(offset));
  }
  /// The newest value, whoever set it. [any]
  [[nodiscard]] std::int32_t plain() const noexcept { return at(normalized()); }
  /// process() changes the value, and the host hears of it. [audio]
  void set_from_audio(std::int32_t plain) noexcept {
    set_normalized_from_audio(to_normalized(plain));
  }

  /// The gliding value, between whole numbers on its way. [audio]
  Smoother smoothed;

  [[nodiscard]] std::int32_t min() const noexcept { return min_; }  ///< [any]
  [[nodiscard]] std::int32_t max() const noexcept { return max_; }  ///< [any]
  [[nodiscard]] std::uint32_t step_count() const noexcept override {
    return static_cast<std::uint32_t>(max_ - min_);
  }
  [[nodiscard]] std::string_view unit() const noexcept override { return unit_; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override;
  [[nodiscard]] double to_normalized(double plain) const noexcept override;
  [[nodiscard]] std::string format(double normalized) const override;
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override;

 private:
  void apply(double normalized) noexcept override;
  void prepare(double sample_rate) noexcept override;
  void snap() noexcept override;
  [[nodiscard]] std::int32_t at(double normalized) const noexcept;

  std::int32_t min_;
  std::int32_t max_;
  bool reversed_;
  std::int32_t value_ = 0;
  std::string_view unit_;
  ValueFormat format_;
};

}  // namespace attacca
