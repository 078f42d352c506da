// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::core {

/// Of one of the threads that run in this process; the id of a thread that has ended may be given
/// to another one.
using ThreadId = std::uint64_t;
constexpr ThreadId kNoThread = 0;

/// The calling thread's. What audio threads ask in place of std::this_thread::get_id(), which takes
/// memory at a thread's first call where MinGW's threads are underneath. [any]
[[nodiscard]] ThreadId this_thread_id() noexcept;

}  // namespace attacca::core
