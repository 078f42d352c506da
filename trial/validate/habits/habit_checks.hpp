// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// What real hosts do that the formats do not foresee: one scenario for each habit that has
/// crashed plugins or cost them their state, and a whole session for every host profile. [any]
[[nodiscard]] std::span<const Check> habit_checks();

/// The session of a profile, from loading to reloading; see session.cpp.
void habits_session(CheckContext& context);

}  // namespace attacca::validate
