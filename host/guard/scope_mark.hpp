// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::host::detail {

/// Marks this thread as one inside a RealtimeScope where the crash reporter of another thread has
/// to find that out; does nothing on systems where each thread answers for itself. [audio]
void mark_scope(bool is_inside) noexcept;

}  // namespace attacca::host::detail
