// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "track.…": names, colours and roles arrive as they were sent. [any]
[[nodiscard]] std::span<const Check> track_values_checks();

}  // namespace attacca::validate
