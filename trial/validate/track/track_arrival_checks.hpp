// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "track.…": whenever a plugin receives track info, its next callback knows it. [any]
[[nodiscard]] std::span<const Check> track_arrival_checks();

}  // namespace attacca::validate
