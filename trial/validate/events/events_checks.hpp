// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// Notes, for plugins with a note input. [any]
[[nodiscard]] std::span<const Check> events_checks();

}  // namespace attacca::validate
