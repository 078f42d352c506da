// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/value_text.hpp"

#include <cmath>

#include "params/number_text.hpp"

namespace attacca::core {

std::string value_text(const ValueFormat& format, double plain, std::string_view unit) {
  if (format.write != nullptr) return format.write(plain, format.decimals);
  std::string text = decimal_text(plain, format.decimals);
  if (!unit.empty()) {
    text += ' ';
    text += unit;
  }
  return text;
}

std::optional<double> value_of_text(const ValueFormat& format, std::string_view text,
                                    std::string_view unit) {
  const std::optional<double> plain =
      format.read != nullptr ? format.read(text) : number_with_unit(text, unit);
  if (!plain || !std::isfinite(*plain)) return std::nullopt;
  return plain;
}

}  // namespace attacca::core
