// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::trial {

/// Resident memory of this process in kB; 0 when the system does not say. [not audio]
[[nodiscard]] std::uint64_t resident_kilobytes() noexcept;

/// What malloc has given out and not got back, in kB, whole process; 0 where the C library does not
/// say (glibc 2.33 does). Resident memory also has what malloc keeps for later. Takes malloc's
/// locks for a moment. [not audio]
[[nodiscard]] std::uint64_t allocated_kilobytes() noexcept;

/// Processor time that this process has used, all threads, in seconds. [any]
[[nodiscard]] double processor_seconds() noexcept;

/// CLOCK_MONOTONIC in nanoseconds, the clock of ProcessBlock::deadline_ns. [any]
[[nodiscard]] std::uint64_t monotonic_ns() noexcept;

}  // namespace attacca::trial
