// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <type_traits>

namespace attacca::clap {

/// Specialised to true beside each enum whose enumerators are bits of a mask; that gives it the
/// operators below and leaves plain enums without them.
template <typename E>
inline constexpr bool kIsFlags = false;

template <typename E>
concept Flags = std::is_enum_v<E> && kIsFlags<E>;

template <Flags E>
[[nodiscard]] constexpr std::underlying_type_t<E> bits(E value) noexcept {
  return static_cast<std::underlying_type_t<E>>(value);
}

template <Flags E>
[[nodiscard]] constexpr E operator|(E a, E b) noexcept {
  return static_cast<E>(bits(a) | bits(b));
}

template <Flags E>
[[nodiscard]] constexpr E operator&(E a, E b) noexcept {
  return static_cast<E>(bits(a) & bits(b));
}

template <Flags E>
[[nodiscard]] constexpr E operator~(E value) noexcept {
  return static_cast<E>(~bits(value));
}

template <Flags E>
constexpr E& operator|=(E& a, E b) noexcept {
  return a = a | b;
}

template <Flags E>
constexpr E& operator&=(E& a, E b) noexcept {
  return a = a & b;
}

/// Whether `value` contains every bit of `flag`. [any]
template <Flags E>
[[nodiscard]] constexpr bool has(E value, E flag) noexcept {
  return (value & flag) == flag;
}

}  // namespace attacca::clap
