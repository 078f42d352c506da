// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <windows.h>

namespace attacca::host {

/// Whether a thread of this process is inside a RealtimeScope, see mark_scope(). Needs
/// THREAD_QUERY_INFORMATION. [any]
[[nodiscard]] bool is_marked(HANDLE thread) noexcept;
/// The same of this one. [any]
[[nodiscard]] bool this_thread_is_marked() noexcept;

}  // namespace attacca::host
