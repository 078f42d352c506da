// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "realtime.…": moments at which callbacks tend to allocate, lock or wait. [any]
[[nodiscard]] std::span<const Check> realtime_checks();

}  // namespace attacca::validate
