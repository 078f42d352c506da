// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The VST3 class id of a plugin, derived from its id, for export.hpp and the wrapper:
//
//     constexpr auto id = attacca::detail::derive_class_id("org.attacca.gain");
//     static_assert(attacca::detail::is_class_id(id.view()));
//
// Compile time, any thread. The derivation never changes: hosts find saved plugins by it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace attacca::detail {

/// 16 bytes as the 32 hex digits in which hosts print a VST3 class id, most significant first.
struct ClassIdText {
  std::array<char, 32> digits = {};
  [[nodiscard]] constexpr std::string_view view() const noexcept {
    return {digits.data(), digits.size()};
  }
};

/// FNV-1a, 64 bit (Fowler, Noll, Vo), from a chosen offset basis.
constexpr std::uint64_t fnv1a64(std::string_view text, std::uint64_t basis) noexcept {
  std::uint64_t hash = basis;
  for (char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3ull;
  }
  return hash;
}

/// The class id derived from a plugin's id: two 64 bit hashes of it with different bases. Part of
/// the contract with saved projects: never change it.
constexpr ClassIdText derive_class_id(std::string_view plugin_id) noexcept {
  const std::uint64_t halves[2] = {fnv1a64(plugin_id, 0xCBF29CE484222325ull),
                                   fnv1a64(plugin_id, 0x6C62272E07BB0142ull)};
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  ClassIdText text;
  for (std::size_t i = 0; i < 32; ++i) {
    const std::uint64_t half = halves[i / 16];
    text.digits[i] = kDigits[(half >> (60 - 4 * (i % 16))) & 0xF];
  }
  return text;
}

/// True for exactly 32 hex digits.
constexpr bool is_class_id(std::string_view text) noexcept {
  if (text.size() != 32) return false;
  for (char c : text) {
    const bool digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    if (!digit) return false;
  }
  return true;
}

/// The class id of a plugin: the one that it keeps from an earlier release, as 32 hex digits of
/// either case, or the one derived from its id where `kept` is empty. [any]
constexpr ClassIdText class_id_of(std::string_view plugin_id, std::string_view kept) noexcept {
  if (kept.empty()) return derive_class_id(plugin_id);
  ClassIdText text;
  for (std::size_t i = 0; i < text.digits.size(); ++i) {
    const char c = kept[i];
    text.digits[i] = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return text;
}

}  // namespace attacca::detail
