// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "host/guard/realtime_guard.hpp"

// What the replaced functions, which are linked into programs only, share with the library.
namespace attacca::host::detail {

/// Where this thread's offences are counted; null outside a scope, and while nothing is to be
/// counted within one. Initial-exec, so that looking at it from inside malloc never allocates.
extern constinit thread_local RealtimeOffences* t_realtime_offences
    __attribute__((tls_model("initial-exec")));

/// Counts a call that came from `caller`, a return address. Only where t_realtime_offences is not
/// null.
void note_realtime_offence(RealtimeOffenceKind kind, const void* caller) noexcept;

void set_realtime_guard_reach(RealtimeGuardReach reach) noexcept;

}  // namespace attacca::host::detail
