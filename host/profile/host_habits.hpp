// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "attacca/base/result.hpp"
#include "host/profile/host_profile.hpp"

namespace attacca::host {

/// A habit's place in HostProfile; its type says which values there are.
using HabitField =
    std::variant<bool HostProfile::*, std::uint32_t HostProfile::*, BlockSizes HostProfile::*,
                 StateMoment HostProfile::*, ScaleMoment HostProfile::*>;

/// One habit that a profile can have: what ties the field, its key in profile files, its values and
/// its meaning.
struct HostHabit {
  std::string_view key;  ///< The field's name, and the key in files: `[habits.KEY]`.
  HabitField field;
  std::string_view description;  ///< What the host does, in one line.
  std::uint32_t minimum = 0;     ///< Of numbers.
  std::uint32_t maximum = 0;
};

/// Every habit, in the order of the fields of HostProfile. [any]
[[nodiscard]] std::span<const HostHabit> host_habits() noexcept;

/// The habit with this key, or null. [any]
[[nodiscard]] const HostHabit* find_habit(std::string_view key) noexcept;

/// The words that a habit's value may be, or nothing when it is no word. [any]
[[nodiscard]] std::span<const std::string_view> words_of(const HostHabit& habit) noexcept;

/// What the profile's field holds, as a file would write it: `true`, `17`, `varying`. [any]
[[nodiscard]] std::string value_text(const HostHabit& habit, const HostProfile& profile);

/// Sets a field. [any] Errors: another type, a number out of range, an unknown word; the message
/// says which values there are.
[[nodiscard]] Result<void> set_habit(const HostHabit& habit, HostProfile& profile,
                                     const std::variant<bool, std::int64_t, std::string>& value);

}  // namespace attacca::host
