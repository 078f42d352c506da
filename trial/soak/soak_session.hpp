// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "trial/soak/live_view.hpp"
#include "trial/soak/soak_report.hpp"

namespace attacca::trial {

/// Does the soak in a child process, shows meanwhile how it goes, and reports how it ended: a
/// plugin that crashes, hangs or ends the process becomes a finding beside what was known until
/// then. SIGINT and SIGTERM end it with the report so far. [main] Errors: no child is to be had.
[[nodiscard]] Result<SoakReport> run_soak(const SoakPlan& plan, LiveView::Kind view);

}  // namespace attacca::trial
