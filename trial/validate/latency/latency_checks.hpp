// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// The reported latency and tail. [any]
[[nodiscard]] std::span<const Check> latency_checks();

}  // namespace attacca::validate
