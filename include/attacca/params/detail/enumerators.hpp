// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace attacca::detail {

/// Whether an enumerator of its type has the value `kValue`, as the compiler writes it: "Wave::saw"
/// with, "(Wave)7" without.
template <auto kValue>
[[nodiscard]] consteval bool is_enumerator() {
#if defined(__clang__) || defined(__GNUC__)
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_suffix(1);  // ']'
  constexpr std::string_view kWord =
      "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::size_t before = text.find_last_not_of(kWord);
  const char first = text[before + 1];
  return first < '0' || first > '9';
#else
  return false;
#endif
}

/// The enumerators from 0 on that are looked for.
inline constexpr std::size_t kLookedFor = 64;

/// For each value below kLookedFor, whether `E` has an enumerator for it; nothing for types whose
/// values the compiler may not make up.
template <typename E>
[[nodiscard]] consteval std::array<bool, kLookedFor> enumerators() {
  std::array<bool, kLookedFor> found{};
  if constexpr (requires { E{0}; }) {
    [&]<std::size_t... kIndexes>(std::index_sequence<kIndexes...>) {
      ((found[kIndexes] = is_enumerator<static_cast<E>(kIndexes)>()), ...);
    }(std::make_index_sequence<kLookedFor>{});
  }
  return found;
}

}  // namespace attacca::detail
