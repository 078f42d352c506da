// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/output_param.hpp"

#include <cmath>

#include "params/number_text.hpp"

namespace attacca {

OutputParam::OutputParam(ParamSet& set, const OutputParamOptions& options)
    : Param(set, options.id, options.name,
            {.automatable = false, .read_only = true, .hidden = options.hidden}),
      options_(options) {
  set_default_normalized(options_.range.normalize(options_.default_value));
}

double OutputParam::to_plain(double normalized) const noexcept {
  return options_.range.denormalize(std::isnan(normalized) ? default_normalized() : normalized);
}

double OutputParam::to_normalized(double plain) const noexcept {
  return std::isnan(plain) ? default_normalized() : options_.range.normalize(plain);
}

std::string OutputParam::format(double normalized) const {
  std::string text = core::decimal_text(to_plain(normalized), options_.decimals);
  if (!options_.unit.empty()) {
    text += ' ';
    text += options_.unit;
  }
  return text;
}

std::optional<double> OutputParam::parse(std::string_view text) const {
  const std::optional<double> plain = core::number_with_unit(text, options_.unit);
  if (!plain) return std::nullopt;
  return to_normalized(*plain);
}

}  // namespace attacca
