// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/int_param.hpp"

#include <algorithm>
#include <cmath>

#include "params/value_text.hpp"

namespace attacca {

namespace {

/// What is refused must do no harm until then.
bool usable(const IntParamOptions& options) noexcept {
  return options.min < options.max &&
         std::int64_t{options.max} - options.min <= IntParamOptions::kMostSteps;
}

}  // namespace

IntParam::IntParam(ParamScope scope, const IntParamOptions& options)
    : Param(scope, options.id.text(), options.name, options.flags, options.modulation),
      smoothed(options.smoothing),
      min_(usable(options) ? options.min : 0),
      max_(usable(options) ? options.max : 1),
      reversed_(options.reversed),
      unit_(options.unit.empty() ? options.format.unit : options.unit),
      format_(options.format) {
  if (format_.write == nullptr) format_.decimals = 0;
  refuse(options.fault());
  set_default_normalized(to_normalized(options.default_value));
  value_ = at(default_normalized());
  smoothed.reset(static_cast<float>(value_));
}

std::int32_t IntParam::at(double normalized) const noexcept {
  return static_cast<std::int32_t>(to_plain(normalized));
}

double IntParam::to_plain(double normalized) const noexcept {
  const double asked = std::isnan(normalized) ? default_normalized() : normalized;
  const double place = std::clamp(reversed_ ? 1.0 - asked : asked, 0.0, 1.0);
  return min_ + std::round(place * (max_ - min_));
}

double IntParam::to_normalized(double plain) const noexcept {
  if (std::isnan(plain)) return default_normalized();
  const double number = std::round(std::clamp<double>(plain, min_, max_));
  const double steps = max_ - min_;
  return (reversed_ ? max_ - number : number - min_) / steps;
}

std::string IntParam::format(double normalized) const {
  return core::value_text(format_, to_plain(normalized), unit_);
}

std::optional<double> IntParam::parse(std::string_view text) const {
  const std::optional<double> plain = core::value_of_text(format_, text, unit_);
  if (!plain) return std::nullopt;
  return to_normalized(*plain);
}

void IntParam::apply(double normalized) noexcept {
  value_ = at(normalized);
  smoothed.set_target(static_cast<float>(value_));
}

void IntParam::prepare(double sample_rate) noexcept {
  smoothed.set_sample_rate(sample_rate);
  snap();
}

void IntParam::snap() noexcept {
  smoothed.reset(static_cast<float>(value_));
}

}  // namespace attacca
