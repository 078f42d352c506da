// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

namespace attacca::validate {

/// "threads.…": calls on other threads while audio runs. [any]
[[nodiscard]] std::span<const Check> busy_thread_checks();

}  // namespace attacca::validate
