// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "lifecycle.…": what stays behind when instances and files go. [any]
[[nodiscard]] std::span<const Check> leftover_checks();

}  // namespace attacca::validate
