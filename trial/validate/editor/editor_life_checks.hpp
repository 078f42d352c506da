// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "editor.…": opening, closing, and the order of things. [any]
[[nodiscard]] std::span<const Check> editor_life_checks();

}  // namespace attacca::validate
