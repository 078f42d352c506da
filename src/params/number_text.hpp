// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace attacca::core {

/// `value` with `decimals` (at most 15) digits behind the point, which is '.' whatever the
/// process's locale; never "-0". [not audio].
[[nodiscard]] std::string decimal_text(double value, unsigned decimals);

/// The number that `text` begins with, and what follows it.
struct LeadingNumber {
  double value = 0.0;
  std::string_view rest;
};

/// Reads a number as people type it: optional sign, digits with '.' or ',' as the decimal mark,
/// optional exponent; spaces around it are skipped. Exact to the nearest double for up to 15
/// digits; whatever the process's locale. nullopt if there is no number. [any]
[[nodiscard]] std::optional<LeadingNumber> leading_number(std::string_view text) noexcept;

/// The double nearest to `text`, a number as JSON writes it, whatever the process's locale;
/// infinite where it is too large. [not audio]
[[nodiscard]] double json_number(std::string_view text);

/// The number in `text` if nothing follows it but perhaps `unit` (ASCII letters in either case).
[[nodiscard]] std::optional<double> number_with_unit(std::string_view text,
                                                     std::string_view unit) noexcept;

/// Without the ASCII white space at both ends. [any]
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// Equal but for the case of ASCII letters. [any]
[[nodiscard]] bool same_letters(std::string_view a, std::string_view b) noexcept;

}  // namespace attacca::core
