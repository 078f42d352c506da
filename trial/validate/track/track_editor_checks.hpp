// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "track.…": editors follow the track, whether audio runs or not. [any]
[[nodiscard]] std::span<const Check> track_editor_checks();

}  // namespace attacca::validate
