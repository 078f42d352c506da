// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

namespace attacca::vst3 {

/// True for the enumerations whose values are combined bit by bit.
template <class E>
inline constexpr bool kIsFlags = false;

template <class E>
concept FlagSet = std::is_enum_v<E> && kIsFlags<E>;

template <FlagSet E>
constexpr E operator|(E a, E b) noexcept {
  using Bits = std::underlying_type_t<E>;
  return static_cast<E>(static_cast<Bits>(static_cast<Bits>(a) | static_cast<Bits>(b)));
}

template <FlagSet E>
constexpr E operator&(E a, E b) noexcept {
  using Bits = std::underlying_type_t<E>;
  return static_cast<E>(static_cast<Bits>(static_cast<Bits>(a) & static_cast<Bits>(b)));
}

template <FlagSet E>
constexpr E operator~(E a) noexcept {
  using Bits = std::underlying_type_t<E>;
  return static_cast<E>(static_cast<Bits>(~static_cast<Bits>(a)));
}

template <FlagSet E>
constexpr E& operator|=(E& a, E b) noexcept {
  return a = a | b;
}

template <FlagSet E>
constexpr E& operator&=(E& a, E b) noexcept {
  return a = a & b;
}

/// True when `value` holds every bit of `flag` (and `flag` is not empty). [any]
template <FlagSet E>
constexpr bool has(E value, E flag) noexcept {
  return flag != E{} && (value & flag) == flag;
}

}  // namespace attacca::vst3
