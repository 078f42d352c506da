// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "report/command_result.hpp"
#include "trial/run/run_plan.hpp"
#include "trial/run/run_vitals.hpp"

namespace attacca::trial {

struct SuperviseOptions {
  /// How long a run may give no sign of life before it is ended.
  std::chrono::seconds patience{20};
};

/// Does `work` in a child process, whose standard output is the standard error, and takes over the
/// result that it filled in; a child that crashes or hangs becomes an error that says what the
/// plugin was doing, with the stack as text and under "crash" in the document. The calling process
/// must have one thread only. [main]
void supervise(const RunPlan& plan, const std::function<void(RunVitals&, CommandResult&)>& work,
               CommandResult& result, const SuperviseOptions& options = {});

/// The same for anything else that loads a plugin, which is called `plugin` in what is said of it.
/// `work` calls RunVitals::enter() with each step that may take its time. What `result` holds
/// before is kept. [main]
void supervise_plugin(const std::string& plugin,
                      const std::function<void(RunVitals&, CommandResult&)>& work,
                      CommandResult& result, const SuperviseOptions& options = {});

}  // namespace attacca::trial
