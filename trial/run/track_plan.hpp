// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "trial/run/run_plan.hpp"

namespace attacca::trial {

inline constexpr std::uint32_t kTrackChannels = 2;

/// A mistake of the call's. [any]
[[nodiscard]] inline std::optional<RunFault> bad_input(const Error& error) {
  return RunFault{ExitCode::bad_input, error};
}

/// The value for track or plugin `i` of an option that may be given once for each; the last one
/// holds for the rest. Null: it is not given. [any]
[[nodiscard]] inline const std::string* value_for(const std::vector<std::string>& values,
                                                  std::size_t i) noexcept {
  return values.empty() ? nullptr : &values[std::min(i, values.size() - 1)];
}

/// Fills in tracks, their chains of plugins and the ways of their notes, without looking at a
/// plugin. [main] Returns what is wrong with the options; nothing when all is well.
[[nodiscard]] std::optional<RunFault> plan_tracks(const RunOptions& options, RunPlan& plan);

}  // namespace attacca::trial
