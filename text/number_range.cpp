// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "text/number_range.hpp"

#include <charconv>
#include <cstdio>
#include <system_error>

namespace attacca::text {

std::string range_fault(const std::string& text, double low, double high) {
  const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const char* const end = text.data() + text.size();
  double number = 0.0;
  const auto [rest, error] = std::from_chars(begin, end, number);
  if (error == std::errc() && rest == end && number >= low && number <= high) return {};
  char range[64];
  std::snprintf(range, sizeof range, "%.10g to %.10g", low, high);
  return text + " is not within " + range;
}

}  // namespace attacca::text
