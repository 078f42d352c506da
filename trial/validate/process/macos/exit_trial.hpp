// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "trial/validate/check_job.hpp"

namespace attacca::validate {

/// What this process runs: try_exit() starts another one for it, or, where this is that one, does
/// what is to be done. `job` stays where it is. [main]
void be_exit_trial_of(const OwnedJob& job);

}  // namespace attacca::validate
