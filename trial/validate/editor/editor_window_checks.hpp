// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "editor.…": sizes, scales, and what an open editor costs and leaves behind. [any]
[[nodiscard]] std::span<const Check> editor_window_checks();

}  // namespace attacca::validate
