// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <string>

#include "attacca/base/result.hpp"
#include "parlando/probe/findings.hpp"
#include "parlando/probe/performance.hpp"

namespace parlando::probe {

/// Finds out what an instrument can do: which keys sound, how late and at which pitch, how many at
/// a time, which keys switch and what controllers change. What an instrument does by itself (noise,
/// free-running oscillators) is measured first and not taken for an effect. `progress` is told what
/// is tried, in a few words. [main] Errors: none of the keys sounds; the renderer's.
attacca::Result<Findings> probe(const Render& render,
                                const std::function<void(const std::string&)>& progress);

}  // namespace parlando::probe
