// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace attacca::package {

/// Two lower-case digits for each octet. [any]
inline std::string hex_digits(std::span<const std::uint8_t> octets) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * octets.size());
  for (const std::uint8_t octet : octets) {
    hex += kDigits[octet >> 4U];
    hex += kDigits[octet & 15U];
  }
  return hex;
}

}  // namespace attacca::package
