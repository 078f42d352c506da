// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/base/result.hpp"
#include "parlando/probe/findings.hpp"
#include "parlando/probe/performance.hpp"

namespace parlando::probe {

/// Holds more and more notes, and notes how many of them sound on. `findings` has the keys that
/// sound. [main] Errors: the renderer's.
attacca::Result<void> find_polyphony(const Render& render, Findings& findings);

}  // namespace parlando::probe
