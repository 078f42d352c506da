// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <mach/mach_types.h>

namespace attacca::host {

/// Whether a thread of this process is inside a RealtimeScope, see mark_scope(). Safe in a signal
/// handler. [any]
[[nodiscard]] bool is_marked(thread_act_t thread) noexcept;

}  // namespace attacca::host
