// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// Saving and loading. [any]
[[nodiscard]] std::span<const Check> state_checks();

/// @name Its parts [any]
/// @{
[[nodiscard]] std::span<const Check> state_round_trip_checks();  ///< Nothing is lost.
[[nodiscard]] std::span<const Check> state_order_checks();       ///< At any time, in any order.
[[nodiscard]] std::span<const Check> state_damage_checks();      ///< Bytes that are no good state.
[[nodiscard]] std::span<const Check> state_keeping_checks();     ///< Fields stay as they are.
[[nodiscard]] std::span<const Check> golden_checks();            ///< States of past versions.
[[nodiscard]] std::span<const Check> preset_checks();            ///< What a plugin comes with.
/// @}

}  // namespace attacca::validate
