// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "host/base/macos/child_start.hpp"
#include "trial/validate/check_runner.hpp"
#include "trial/validate/shared_log.hpp"

namespace attacca::validate {

/// Starts this program once more for one job. What is printed there goes to `printed`. [main]
/// Errors: no memory, no process.
[[nodiscard]] Result<host::StartedChild> start_job(const Job& job, std::uint64_t seed,
                                                   bool is_exit_trial, SharedLog& log, int printed);

}  // namespace attacca::validate
