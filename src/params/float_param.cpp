// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/float_param.hpp"

#include <cmath>

#include "params/value_text.hpp"

namespace attacca {

FloatParam::FloatParam(ParamScope scope, const FloatParamOptions& options)
    : Param(scope, options.id.text(), options.name, options.flags, options.modulation),
      smoothed(options.smoothing),
      range_(options.range),
      steps_(range_.equal_steps()),
      convert_(options.convert),
      unit_(options.unit.empty() ? options.format.unit : options.unit),
      format_(options.format) {
  if (options.decimals) format_.decimals = *options.decimals;
  refuse(options.fault());
  set_default_normalized(range_.normalize(options.default_value));
  value_ = converted(default_normalized());
  smoothed.reset(value_);
}

double FloatParam::to_plain(double normalized) const noexcept {
  const double asked = std::isnan(normalized) ? default_normalized() : normalized;
  return steps_ == 0 ? range_.stepped(0.0).denormalize(asked) : range_.denormalize(asked);
}

double FloatParam::to_normalized(double plain) const noexcept {
  if (std::isnan(plain)) return default_normalized();
  return steps_ == 0 ? range_.stepped(0.0).normalize(plain) : range_.normalize(plain);
}

std::string FloatParam::format(double normalized) const {
  return core::value_text(format_, range_.snap(to_plain(normalized)), unit_);
}

std::optional<double> FloatParam::parse(std::string_view text) const {
  const std::optional<double> plain = core::value_of_text(format_, text, unit_);
  if (!plain) return std::nullopt;
  return to_normalized(range_.snap(*plain));
}

float FloatParam::converted(double normalized) const noexcept {
  const auto plain = static_cast<float>(range_.denormalize(normalized));
  return convert_ != nullptr ? convert_(plain) : plain;
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
