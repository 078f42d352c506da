// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "tests/model/execution.hpp"

namespace attacca::model {

/// What an exploration found.
struct Exploration {
  std::uint64_t runs = 0;
  std::string failure;  ///< empty when every run passed
  std::string trace;    ///< the steps of the run that failed
  bool passed() const { return failure.empty(); }
};

/// Whether there is time for the longer scenarios: under a sanitizer each run takes ten times as
/// long, and the steps are checked by the model anyway.
#if defined(ATTACCA_SANITIZED)
inline constexpr bool kThorough = false;
#else
inline constexpr bool kThorough = true;
#endif

/// Runs `scenario` under every schedule there is, depth first, until one fails or none is left.
/// The scenario builds fresh state with `make`, adds threads with `thread`, and checks with
/// `expect`; apart from the schedule it must do the same each time.
///
/// Covered: every interleaving of the steps of the threads; with `stale_reads` also every load of
/// an older value that coherence and happens-before allow; with `reorder_stores` also every other
/// order in which stores may take effect; fences; and, through the race check on plain data, every
/// missing acquire or release. weak_order_model_test.cpp tries this on the usual small programs.
/// Not covered: loads that see the future (a load that takes place after a later store of its
/// thread), and runs longer than the scenario. Sequentially consistent operations are taken to be
/// stronger than they are: each sees, and comes behind, every store made before.
Exploration explore(const Options& options, const std::function<void(Execution&)>& scenario);

}  // namespace attacca::model
