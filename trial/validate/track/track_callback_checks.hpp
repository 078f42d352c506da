// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "track.…": track info that is sent while a callback is held open. [any]
[[nodiscard]] std::span<const Check> track_callback_checks();

}  // namespace attacca::validate
