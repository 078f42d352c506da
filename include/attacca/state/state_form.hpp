// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How a value of any type is written into a state and read back: one function each way, beside the
// type or as its friends.
//
//     struct Note { int key = 60; double length = 1.0; };
//     attacca::StateValue to_state(const Note& note) {
//       attacca::StateValue value; value.set("key", note.key); value.set("length", note.length);
//       return value; }
//     bool from_state(const attacca::StateValue& value, Note& note) {
//       return attacca::read_member(value, "key", note.key) &&
//              attacca::read_member(value, "length", note.length); }
//
// Not the audio thread. What has a form already: bool, numbers, enums (as their number),
// std::string, std::filesystem::path, bytes (std::vector<std::byte>, as base64), and std::vector,
// std::array, std::optional and std::map<std::string, …> of what has one. from_state() is given
// whatever a file holds: it checks, and answers false for what is none of its values.

#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "attacca/state/state_value.hpp"

namespace attacca {

namespace detail {

/// Bytes as base64 (RFC 4648, section 4), and back; nullopt if it is none. [not audio]
[[nodiscard]] std::string base64_of(const std::vector<std::byte>& bytes);
[[nodiscard]] std::optional<std::vector<std::byte>> bytes_of_base64(std::string_view text);

template <typename T>
concept HasOwnStateForm = requires(const T& value, const StateValue& form, T& into) {
  { to_state(value) } -> std::same_as<StateValue>;
  { from_state(form, into) } -> std::same_as<bool>;
};

template <typename T>
struct StateFormOf {
  static constexpr bool exists = HasOwnStateForm<T> || std::is_arithmetic_v<T> ||
                                 std::is_enum_v<T> || std::is_same_v<T, std::string> ||
                                 std::is_same_v<T, std::filesystem::path> ||
                                 std::is_same_v<T, std::byte>;
};
template <typename T>
struct StateFormOf<std::vector<T>> : StateFormOf<T> {};
template <typename T, std::size_t n>
struct StateFormOf<std::array<T, n>> : StateFormOf<T> {};
template <typename T>
struct StateFormOf<std::optional<T>> : StateFormOf<T> {};
template <typename T>
struct StateFormOf<std::map<std::string, T>> : StateFormOf<T> {};

template <typename T>
inline constexpr bool is_optional = false;
template <typename T>
inline constexpr bool is_optional<std::optional<T>> = true;

}  // namespace detail

/// A type that a state can hold, with a value to begin with.
template <typename T>
concept HasStateForm =
    std::default_initializable<T> && std::copyable<T> && detail::StateFormOf<T>::exists;

/// What `value` is written as. [not audio]
template <HasStateForm T>
[[nodiscard]] StateValue state_form(const T& value) {
  if constexpr (detail::HasOwnStateForm<T>) {
    return to_state(value);
  } else if constexpr (std::is_enum_v<T>) {
    return StateValue(static_cast<std::underlying_type_t<T>>(value));
  } else if constexpr (std::is_same_v<T, std::filesystem::path>) {
    return StateValue(value.string());
  } else if constexpr (std::is_same_v<T, std::vector<std::byte>>) {
    return StateValue(detail::base64_of(value));
  } else if constexpr (detail::is_optional<T>) {
    return value ? state_form(*value) : StateValue();
  } else if constexpr (requires { typename T::mapped_type; }) {
    StateValue form = StateValue::object();
    for (const auto& [key, held] : value) form.set(key, state_form(held));
    return form;
  } else if constexpr (requires { value.begin(); } && !std::is_same_v<T, std::string>) {
    StateValue form = StateValue::list();
    for (const typename T::value_type& held : value) form.append(state_form(held));
    return form;
  } else {
    return StateValue(value);
  }
}

/// Reads what state_form() has written; false if `form` is none of T's values: then `value` is of
/// no use. Integers out of T's range, and an array of another length, are none. [not audio]
template <HasStateForm T>
[[nodiscard]] bool read_state_form(const StateValue& form, T& value) {
  if constexpr (detail::HasOwnStateForm<T>) {
    return from_state(form, value);
  } else if constexpr (std::is_same_v<T, bool>) {
    const std::optional<bool> truth = form.truth();
    value = truth.value_or(false);
    return truth.has_value();
  } else if constexpr (std::is_floating_point_v<T>) {
    const std::optional<double> number = form.number();
    value = static_cast<T>(number.value_or(0.0));
    return number && std::isfinite(value);
  } else if constexpr (std::is_integral_v<T>) {
    const double number = form.number().value_or(0.5);
    // The upper end itself may round up to one that T does not have.
    if (number != std::floor(number) ||
        number < static_cast<double>(std::numeric_limits<T>::lowest()) ||
        number >= std::ldexp(1.0, std::numeric_limits<T>::digits)) {
      return false;
    }
    value = static_cast<T>(number);
    return true;
  } else if constexpr (std::is_enum_v<T>) {
    std::underlying_type_t<T> number = 0;
    if (!read_state_form(form, number)) return false;
    value = static_cast<T>(number);
    return true;
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::filesystem::path>) {
    if (form.text() == nullptr) return false;
    value = T(*form.text());
    return true;
  } else if constexpr (std::is_same_v<T, std::vector<std::byte>>) {
    auto bytes = form.text() == nullptr ? std::nullopt : detail::bytes_of_base64(*form.text());
    if (bytes) value = std::move(*bytes);
    return bytes.has_value();
  } else if constexpr (detail::is_optional<T>) {
    value.reset();
    return form.is_nothing() || read_state_form(form, value.emplace());
  } else if constexpr (requires { typename T::mapped_type; }) {
    if (!form.is_object()) return false;
    value.clear();
    for (const StateValue::Member& member : form.members()) {
      if (!read_state_form(member.value, value[member.key])) return false;
    }
    return true;
  } else if constexpr (requires { value.resize(1); }) {
    if (!form.is_list()) return false;
    value.clear();
    for (const StateValue& held : form.values()) {
      typename T::value_type one{};
      if (!read_state_form(held, one)) return false;
      value.push_back(std::move(one));
    }
    return true;
  } else {
    if (!form.is_list() || form.values().size() != value.size()) return false;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (!read_state_form(form.values()[i], value[i])) return false;
    }
    return true;
  }
}

/// Reads the value at `key` of an object; false if there is none, or none of T's. [not audio]
template <HasStateForm T>
[[nodiscard]] bool read_member(const StateValue& object, std::string_view key, T& value) {
  const StateValue* const held = object.find(key);
  return held != nullptr && read_state_form(*held, value);
}

}  // namespace attacca
