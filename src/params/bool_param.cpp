// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/bool_param.hpp"

#include <cmath>

#include "params/number_text.hpp"

namespace attacca {

BoolParam::BoolParam(ParamScope scope, const BoolParamOptions& options)
    : Param(scope, options.id.text(), options.name, options.flags, options.modulation),
      on_text_(options.on_text),
      off_text_(options.off_text),
      value_(options.default_value) {
  set_default_normalized(options.default_value ? 1.0 : 0.0);
}

double BoolParam::to_plain(double normalized) const noexcept {
  return (std::isnan(normalized) ? default_normalized() : normalized) >= 0.5 ? 1.0 : 0.0;
}

double BoolParam::to_normalized(double plain) const noexcept {
  return to_plain(plain);
}

std::string BoolParam::format(double normalized) const {
  return std::string(to_plain(normalized) != 0.0 ? on_text_ : off_text_);
}

std::optional<double> BoolParam::parse(std::string_view text) const {
  text = core::trimmed(text);
  if (core::same_letters(text, on_text_)) return 1.0;
  if (core::same_letters(text, off_text_)) return 0.0;
  for (std::string_view word : {"on", "true", "yes"}) {
    if (core::same_letters(text, word)) return 1.0;
  }
  for (std::string_view word : {"off", "false", "no"}) {
    if (core::same_letters(text, word)) return 0.0;
  }
  const std::optional<double> number = core::number_with_unit(text, {});
  if (!number) return std::nullopt;
  return to_normalized(*number);
}

void BoolParam::apply(double normalized) noexcept {
  value_ = to_plain(normalized) != 0.0;
}

}  // namespace attacca
