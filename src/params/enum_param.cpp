// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/enum_param.hpp"

#include <algorithm>
#include <cmath>

#include "params/number_text.hpp"

namespace attacca::detail {

AnyEnumParam::AnyEnumParam(ParamScope scope, std::string_view id, std::string_view name,
                           ParamFlags flags, Modulation modulation,
                           std::span<const EnumEntry> entries,
                           std::optional<std::int64_t> default_value)
    : Param(scope, id, name, flags, modulation), entries_(entries.begin(), entries.end()) {
  value_ = default_value.value_or(entries_.front().value);
  set_default_normalized(normalized_of(value_));
}

std::int64_t AnyEnumParam::value_at(double normalized) const noexcept {
  return entries_[static_cast<std::size_t>(to_plain(normalized))].value;
}

double AnyEnumParam::normalized_of(std::int64_t value) const noexcept {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].value == value) return to_normalized(static_cast<double>(i));
  }
  return default_normalized();
}

double AnyEnumParam::to_plain(double normalized) const noexcept {
  const double place = std::isnan(normalized) ? default_normalized() : normalized;
  return std::round(std::clamp(place, 0.0, 1.0) * step_count());
}

double AnyEnumParam::to_normalized(double plain) const noexcept {
  if (std::isnan(plain)) return default_normalized();
  return std::round(std::clamp<double>(plain, 0.0, step_count())) / step_count();
}

std::string_view AnyEnumParam::value_id(double normalized) const noexcept {
  return entries_[static_cast<std::size_t>(to_plain(normalized))].id;
}

std::optional<double> AnyEnumParam::find_value_id(std::string_view id) const noexcept {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].id == id) return to_normalized(static_cast<double>(i));
  }
  return std::nullopt;
}

std::string AnyEnumParam::format(double normalized) const {
  return std::string(entries_[static_cast<std::size_t>(to_plain(normalized))].name);
}

std::optional<double> AnyEnumParam::parse(std::string_view text) const {
  text = core::trimmed(text);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (text == entries_[i].name) return to_normalized(static_cast<double>(i));
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (core::same_letters(text, entries_[i].name)) return to_normalized(static_cast<double>(i));
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (core::same_letters(text, entries_[i].id)) return to_normalized(static_cast<double>(i));
  }
  return std::nullopt;
}

}  // namespace attacca::detail
