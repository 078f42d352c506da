// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace parlando {

/// 64 random bits that tell musicians, processes and conductors apart; 0 is none, or all. [any]
struct Id {
  std::uint64_t value = 0;

  [[nodiscard]] constexpr bool is_none() const noexcept { return value == 0; }
  friend constexpr auto operator<=>(Id, Id) noexcept = default;
};

/// 16 hexadecimal digits, in small letters. [any]
[[nodiscard]] constexpr std::array<char, 16> digits_of(Id id) noexcept {
  std::array<char, 16> digits{};
  for (std::size_t i = 0; i < digits.size(); ++i) {
    digits[i] = "0123456789abcdef"[(id.value >> (60 - 4 * i)) & 0xFu];
  }
  return digits;
}

/// The same as text. [not audio]
[[nodiscard]] inline std::string text_of(Id id) {
  const auto digits = digits_of(id);
  return {digits.data(), digits.size()};
}

/// The other way, in letters of any size; nothing for all that is not 16 digits. [any]
[[nodiscard]] constexpr std::optional<Id> id_of(std::string_view text) noexcept {
  if (text.size() != 16) return std::nullopt;
  Id id;
  for (char c : text) {
    unsigned digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<unsigned>(c - 'A') + 10;
    } else {
      return std::nullopt;
    }
    id.value = (id.value << 4) | digit;
  }
  return id;
}

}  // namespace parlando

template <>
struct std::hash<parlando::Id> {
  std::size_t operator()(parlando::Id id) const noexcept {
    return static_cast<std::size_t>(id.value);  // random already
  }
};
