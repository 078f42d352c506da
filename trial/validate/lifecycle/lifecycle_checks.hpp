// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "lifecycle.…": activation, processing and the end, many times over. [any]
[[nodiscard]] std::span<const Check> lifecycle_checks();

}  // namespace attacca::validate
