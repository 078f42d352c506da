// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "trial/validate/check_runner.hpp"
#include "trial/validate/shared_log.hpp"
#include "trial/validate/verdict_log.hpp"

namespace attacca::validate {

/// Runs a check here and now, and unloads the plugin again; exceptions of the check end in `log`.
/// `seed` is the check's own. [main]
void run_check(const Job& job, std::uint64_t seed, VerdictLog& log);

/// The same in a process of its own, into memory that its parent reads: also how it crashes, and
/// what the plugin started and left behind, which is ended. The process ends after it. [main]
void run_check_in_child(const Job& job, std::uint64_t seed, SharedLog& log);

/// The seed of one check: the same whatever else is run, and for both formats. [any]
[[nodiscard]] std::uint64_t seed_of(const Check& check, std::uint64_t seed) noexcept;

}  // namespace attacca::validate
