// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace attacca::vst3 {

/// The 16 bytes that name an interface or a class. [any]
///
/// Written down as four 32-bit words. The words lie big-endian in memory, except on Windows, where
/// they follow the memory order of a GUID; the text form is the same on every platform. Wherever
/// an interface of the field passes an id, it passes a pointer to these bytes: `const Tuid&` here.
struct Tuid {
  std::uint8_t bytes[16];

  /// The id of the four words under which it is published.
  static constexpr Tuid from_words(std::uint32_t l1, std::uint32_t l2, std::uint32_t l3,
                                   std::uint32_t l4) noexcept {
    const std::uint32_t words[4] = {l1, l2, l3, l4};
    Tuid id{};
    for (std::size_t i = 0; i < 16; ++i) {
      const unsigned shift = 24U - 8U * static_cast<unsigned>(i % 4);
      id.bytes[memory_index(i)] = static_cast<std::uint8_t>(words[i / 4] >> shift);
    }
    return id;
  }

  constexpr const std::uint8_t* data() const noexcept { return bytes; }
  constexpr std::uint8_t* data() noexcept { return bytes; }
  static constexpr std::size_t size() noexcept { return 16; }

  /// True when all 16 bytes agree.
  friend constexpr bool operator==(const Tuid&, const Tuid&) noexcept = default;

  /// Where byte `i` of the text form (0..15) lies in memory.
  static constexpr std::size_t memory_index(std::size_t i) noexcept {
#if defined(_WIN32)
    constexpr std::uint8_t order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    return order[i];
#else
    return i;
#endif
  }
};

/// The 32 upper-case hexadecimal digits of an id, followed by a zero. [any]
constexpr std::array<char, 33> to_hex(const Tuid& id) noexcept {
  constexpr char digits[] = "0123456789ABCDEF";
  std::array<char, 33> text{};
  for (std::size_t i = 0; i < 16; ++i) {
    const unsigned byte = id.bytes[Tuid::memory_index(i)];
    text[2 * i] = digits[byte >> 4U];
    text[2 * i + 1] = digits[byte & 15U];
  }
  return text;
}

/// The value of one hexadecimal digit in either case, or -1. [any]
constexpr int hex_digit_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

/// Reads the 32 hexadecimal digits that `to_hex` writes; either case. Nothing for any other
/// length or character. [any]
constexpr std::optional<Tuid> tuid_from_hex(std::string_view text) noexcept {
  if (text.size() != 32) return std::nullopt;
  Tuid id{};
  for (std::size_t i = 0; i < 16; ++i) {
    const int high = hex_digit_value(text[2 * i]);
    const int low = hex_digit_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[Tuid::memory_index(i)] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return id;
}

}  // namespace attacca::vst3
