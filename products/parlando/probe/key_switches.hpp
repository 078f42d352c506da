// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/base/result.hpp"
#include "parlando/probe/findings.hpp"
#include "parlando/probe/performance.hpp"

namespace parlando::probe {

/// Presses the keys below and above the range, which make no sound, and notes after which of them
/// notes sound otherwise. `findings` has the keys that sound. [main] Errors: the renderer's.
attacca::Result<void> find_key_switches(const Render& render, Findings& findings);

}  // namespace parlando::probe
