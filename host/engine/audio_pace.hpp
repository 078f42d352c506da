// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::host {

/// The steady clock by which the engine plays, nanoseconds. [any]
[[nodiscard]] std::uint64_t now_ns() noexcept;

/// Sleeps until that clock shows `when`, as exactly as the system can. [not main]
void sleep_until(std::uint64_t when) noexcept;

/// Asks for this thread to run before all ordinary ones: SCHED_FIFO; on Windows
/// THREAD_PRIORITY_TIME_CRITICAL. False: refused. [any]
bool ask_for_realtime_priority() noexcept;

}  // namespace attacca::host
