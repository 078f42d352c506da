// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// Loading a file and what it says of itself. The first one, "scan.loads", also finds out which
/// plugins a file holds; see discovery.hpp. [any]
[[nodiscard]] std::span<const Check> scan_checks();

}  // namespace attacca::validate
