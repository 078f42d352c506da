// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <vector>

#include "attacca/base/result.hpp"
#include "trial/run/performer.hpp"
#include "trial/run/run_plan.hpp"

namespace attacca::trial {

/// Gives each track the notes that it plays in a run: its MIDI file, and the script's notes each at
/// its frame, where the times for which the engine is stopped do not count. With the plugins
/// loaded, before the engine starts. [main]
/// Errors: the script modulates a parameter that none of its line's plugins has.
[[nodiscard]] Result<void> set_notes(const RunPlan& plan,
                                     std::vector<std::unique_ptr<Performer>>& performers);

}  // namespace attacca::trial
