// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/float_param.hpp"

#include <cmath>

#include "params/number_text.hpp"

namespace attacca {

FloatParam::FloatParam(ParamSet& set, const FloatParamOptions& options)
    : Param(set, options.id, options.name, options.flags),
      smoothed(options.smoothing),
      options_(options) {
  set_default_normalized(options_.range.normalize(options_.default_value));
  value_ = converted(default_normalized());
  smoothed.reset(value_);
}

double FloatParam::to_plain(double normalized) const noexcept {
  return options_.range.denormalize(std::isnan(normalized) ? default_normalized() : normalized);
}

double FloatParam::to_normalized(double plain) const noexcept {
  return std::isnan(plain) ? default_normalized() : options_.range.normalize(plain);
}

std::string FloatParam::format(double normalized) const {
  const double plain = to_plain(normalized);
  if (options_.format != nullptr) return options_.format(plain);
  std::string text = core::decimal_text(plain, options_.decimals);
  if (!options_.unit.empty()) {
    text += ' ';
    text += options_.unit;
  }
  return text;
}

std::optional<double> FloatParam::parse(std::string_view text) const {
  const std::optional<double> plain = options_.parse != nullptr
                                          ? options_.parse(text)
                                          : core::number_with_unit(text, options_.unit);
  if (!plain || std::isnan(*plain)) return std::nullopt;
  return to_normalized(*plain);
}

float FloatParam::converted(double normalized) const noexcept {
  const auto plain = static_cast<float>(to_plain(normalized));
  return options_.convert != nullptr ? options_.convert(plain) : plain;
}

void FloatParam::apply(double normalized) noexcept {
  value_ = converted(normalized);
  smoothed.set_target(value_);
}

void FloatParam::prepare(double sample_rate) noexcept {
  smoothed.set_sample_rate(sample_rate);
  smoothed.reset(value_);
}

void FloatParam::snap() noexcept {
  smoothed.reset(value_);
}

}  // namespace attacca
