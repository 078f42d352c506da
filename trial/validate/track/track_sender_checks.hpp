// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "track.…": floods, several sending threads, and several tracks. [any]
[[nodiscard]] std::span<const Check> track_sender_checks();

}  // namespace attacca::validate
