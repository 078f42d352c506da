// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/output_param.hpp"

#include <cmath>

#include "params/value_text.hpp"

namespace attacca {

OutputParam::OutputParam(ParamScope scope, const OutputParamOptions& options)
    : Param(scope, options.id.text(), options.name,
            {.automatable = false, .read_only = true, .hidden = options.hidden}),
      range_(options.range),
      unit_(options.unit.empty() ? options.format.unit : options.unit),
      format_(options.format) {
  format_.decimals = options.decimals;
  refuse(options.fault());
  set_default_normalized(range_.normalize(options.default_value));
}

double OutputParam::to_plain(double normalized) const noexcept {
  return range_.denormalize(std::isnan(normalized) ? default_normalized() : normalized);
}

double OutputParam::to_normalized(double plain) const noexcept {
  return std::isnan(plain) ? default_normalized() : range_.normalize(plain);
}

std::string OutputParam::format(double normalized) const {
  return core::value_text(format_, to_plain(normalized), unit_);
}

std::optional<double> OutputParam::parse(std::string_view text) const {
  const std::optional<double> plain = core::value_of_text(format_, text, unit_);
  if (!plain) return std::nullopt;
  return to_normalized(*plain);
}

}  // namespace attacca
