// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What the values of an enum are called, in states and by people:
//
//     .values = {{Wave::sine, "sine", "Sine"},
//                {Wave::saw, "saw", "Saw"},
//                {Wave::square, "square", "Square"}}
//
// Any thread; made by the compiler, which refuses what has no name, has it twice, or is left out.
// Hosts show the values in this order. An id never changes, while order and names may.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <type_traits>

#include "attacca/params/detail/enumerators.hpp"
#include "attacca/params/detail/fault.hpp"
#include "attacca/params/param_id.hpp"

namespace attacca {

/// One value of an enum. Literals, UTF-8.
template <typename E>
struct EnumValue {
  E value;
  std::string_view id;    ///< in saved states; as a ParamId
  std::string_view name;  ///< what hosts show
};

namespace detail {
/// The same without its type.
struct EnumEntry {
  std::int64_t value = 0;
  std::string_view id;
  std::string_view name;
};
}  // namespace detail

/// All values of an enum, at least two, in the order in which hosts show them. Enumerators from 0
/// to 63 that are missing are found. All members [any].
template <typename E>
class EnumValues {
  static_assert(std::is_enum_v<E>);

 public:
  static constexpr std::size_t kMost = 128;

  consteval EnumValues(std::initializer_list<EnumValue<E>> values) {
    if (values.size() < 2) detail::fault("an EnumParam has at least two values");
    if (values.size() > kMost) detail::fault("an EnumParam has at most 128 values");
    for (const EnumValue<E>& value : values) {
      if (!ParamId::is_valid(value.id))
        detail::fault("an enum value has no id, or one with blanks");
      if (value.name.empty()) detail::fault("an enum value has no name");
      if (has(value.value)) detail::fault("an enum value is listed twice");
      for (const detail::EnumEntry& entry : entries()) {
        if (entry.id == value.id) detail::fault("two enum values have the same id");
        if (entry.name == value.name) detail::fault("two enum values have the same name");
      }
      entries_[size_++] = {static_cast<std::int64_t>(value.value), value.id, value.name};
    }
    constexpr std::array<bool, detail::kLookedFor> kNeeded = detail::enumerators<E>();
    for (std::size_t i = 0; i < kNeeded.size(); ++i) {
      if (kNeeded[i] && !has(static_cast<E>(i))) detail::fault("an enumerator is not listed");
    }
  }

  [[nodiscard]] constexpr bool has(E value) const noexcept {
    for (const detail::EnumEntry& entry : entries()) {
      if (entry.value == static_cast<std::int64_t>(value)) return true;
    }
    return false;
  }
  [[nodiscard]] constexpr std::span<const detail::EnumEntry> entries() const noexcept {
    return std::span(entries_).first(size_);
  }

 private:
  std::array<detail::EnumEntry, kMost> entries_{};
  std::size_t size_ = 0;
};

}  // namespace attacca
