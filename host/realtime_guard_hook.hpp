// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "host/realtime_guard.hpp"

// What realtime_guard_interpose.cpp, which is linked into programs only, shares with the library.
namespace attacca::host::detail {

/// Where this thread's offences are counted; null outside a scope. Initial-exec, so that looking at
/// it from inside malloc never allocates.
extern thread_local RealtimeOffences* t_realtime_offences
    __attribute__((tls_model("initial-exec")));

void set_realtime_guard_reach(RealtimeGuardReach reach) noexcept;

}  // namespace attacca::host::detail
