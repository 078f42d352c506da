// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "process.…": what a plugin may not do to the process that it is a guest in. [any]
[[nodiscard]] std::span<const Check> process_checks();

}  // namespace attacca::validate
