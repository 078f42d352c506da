// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "threads.…": nothing waits for an audio callback that is held open. [any]
[[nodiscard]] std::span<const Check> held_thread_checks();

}  // namespace attacca::validate
