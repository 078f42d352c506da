// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <span>

#include "attacca/base/result.hpp"
#include "parlando/probe/findings.hpp"
#include "parlando/probe/performance.hpp"

namespace parlando::probe {

/// Those that instruments are told things by. Source: MIDI 1.0 Detailed Specification, table III.
[[nodiscard]] std::span<const int> usual_controllers() noexcept;

/// Plays a note with each controller down and up, and notes which change it, and how. `findings`
/// has the range. `progress` is told which one is tried. [main] Errors: the renderer's.
attacca::Result<void> find_controllers(const Render& render, std::span<const int> controllers,
                                       Findings& findings,
                                       const std::function<void(int controller)>& progress);

}  // namespace parlando::probe
