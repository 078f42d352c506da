// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// What plugins say of their parameters, and whether values arrive. [any]
[[nodiscard]] std::span<const Check> parameters_checks();

/// @name Its parts [any]
/// @{
[[nodiscard]] std::span<const Check> parameter_declaration_checks();
[[nodiscard]] std::span<const Check> parameter_text_checks();
[[nodiscard]] std::span<const Check> parameter_value_checks();  ///< Set and read back.
[[nodiscard]] std::span<const Check> parameter_edit_checks();   ///< Edits inside blocks.
[[nodiscard]] std::span<const Check> parameter_sound_checks();  ///< Bypass, extremes, chance.
/// @}

}  // namespace attacca::validate
