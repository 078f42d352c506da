// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>

#include "trial/run/run_vitals.hpp"

namespace attacca::trial {

/// What a soak does just now and has counted so far, in memory that the process which watches over
/// it reads several times a second. Written by the loaded process's main thread.
struct SoakVitals {
  RunVitals run;
  std::atomic<double> seconds{0.0};
  std::atomic<std::uint64_t> changes{0};
  std::atomic<std::uint64_t> checks{0};
  std::atomic<std::uint64_t> lost{0};
  std::atomic<std::uint64_t> torn{0};
  std::atomic<std::uint64_t> callbacks{0};
  std::atomic<std::uint64_t> late{0};
  std::atomic<std::uint64_t> longest_ns{0};
  std::atomic<std::uint64_t> offences{0};
  std::atomic<std::uint64_t> resident_kb{0};
};

static_assert(std::atomic<double>::is_always_lock_free);

}  // namespace attacca::trial
