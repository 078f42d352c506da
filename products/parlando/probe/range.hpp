// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/base/result.hpp"
#include "parlando/probe/findings.hpp"
#include "parlando/probe/performance.hpp"

namespace parlando::probe {

/// Plays every key and notes which sound, how late, and at which pitch. [main] Errors: none of them
/// sounds; the renderer's.
attacca::Result<void> find_range(const Render& render, Findings& findings);

}  // namespace parlando::probe
