// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/number_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "platform/plain_number.hpp"

namespace attacca::core {

namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// 10^exponent, exact up to 10^22, so that one rounding is all there is to a number: not every
/// system's pow() would be.
double power_of_ten(int exponent) noexcept {
  constexpr auto kExact = [] {
    std::array<double, 23> powers{1.0};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10.0;
    return powers;
  }();
  const auto place = static_cast<std::size_t>(exponent);
  return place < kExact.size() ? kExact[place] : std::pow(10.0, exponent);
}

/// Collects the significant digits of a decimal number and where its point is.
struct Digits {
  std::uint64_t mantissa = 0;
  int exponent = 0;  ///< value = mantissa * 10^exponent
  bool any = false;

  void take(char digit, bool behind_point) noexcept {
    any = true;
    constexpr std::uint64_t kFull = 1'000'000'000'000'000;  // one more digit may not fit a double
    if (mantissa < kFull / 10) {
      mantissa = mantissa * 10 + static_cast<std::uint64_t>(digit - '0');
      exponent -= behind_point ? 1 : 0;
    } else {
      exponent += behind_point ? 0 : 1;
    }
  }

  [[nodiscard]] double value() const noexcept {
    const double digits = static_cast<double>(mantissa);
    if (mantissa == 0) return 0.0;
    return exponent < 0 ? digits / power_of_ten(-exponent) : digits * power_of_ten(exponent);
  }
};

/// Reads "e5" at `at` if digits follow; leaves `at` alone otherwise.
int take_exponent(std::string_view text, std::size_t& at) noexcept {
  if (at >= text.size() || lower(text[at]) != 'e') return 0;
  std::size_t next = at + 1;
  bool negative = false;
  if (next < text.size() && (text[next] == '+' || text[next] == '-')) {
    negative = text[next++] == '-';
  }
  if (next >= text.size() || !is_digit(text[next])) return 0;
  int exponent = 0;
  for (; next < text.size() && is_digit(text[next]); ++next) {
    exponent = std::min(exponent * 10 + (text[next] - '0'), 9999);
  }
  at = next;
  return negative ? -exponent : exponent;
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool same_letters(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string decimal_text(double value, unsigned decimals) {
  char text[400];
  const int written =
      std::snprintf(text, sizeof text, "%.*f", static_cast<int>(std::min(decimals, 15u)), value);
  std::string plain;
  bool all_zero = true;
  bool in_mark = false;
  // What is neither sign nor digit is the locale's decimal mark, of one or more bytes.
  for (int i = 0; i < written && i < static_cast<int>(sizeof text) - 1; ++i) {
    const char c = text[i];
    const bool keep = is_digit(c) || c == '-';
    if (keep) {
      plain += c;
      all_zero = all_zero && (c == '0' || c == '-');
    } else if (!in_mark) {
      plain += '.';
    }
    in_mark = !keep;
  }
  if (all_zero && !plain.empty() && plain.front() == '-') plain.erase(0, 1);
  return plain;
}

std::optional<LeadingNumber> leading_number(std::string_view text) noexcept {
  text = trimmed(text);
  std::size_t at = 0;
  bool negative = false;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
  Digits digits;
  for (; at < text.size() && is_digit(text[at]); ++at) digits.take(text[at], false);
  if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
    for (++at; at < text.size() && is_digit(text[at]); ++at) digits.take(text[at], true);
  }
  if (!digits.any) return std::nullopt;
  digits.exponent += take_exponent(text, at);
  const double value = digits.value();
  if (!std::isfinite(value)) return std::nullopt;
  return LeadingNumber{negative ? -value : value, trimmed(text.substr(at))};
}

double json_number(std::string_view text) {
  return plain_number(std::string(text).c_str());
}

std::optional<double> number_with_unit(std::string_view text, std::string_view unit) noexcept {
  const std::optional<LeadingNumber> number = leading_number(text);
  if (!number) return std::nullopt;
  if (!number->rest.empty() && !same_letters(number->rest, unit)) return std::nullopt;
  return number->value;
}

}  // namespace attacca::core
