// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "threads.…": instances beside each other. [any]
[[nodiscard]] std::span<const Check> several_instances_checks();

}  // namespace attacca::validate
