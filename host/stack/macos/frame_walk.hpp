// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

#include "host/stack/raw_backtrace.hpp"

// All code of macOS keeps frame pointers: Apple, "Writing ARM64 code for Apple platforms", and the
// same on x86-64. So a stack is read without tables, in a signal handler as well, and that of a
// thread which is suspended. What a function without a frame of its own was called by is left out.
namespace attacca::host {

/// Copies memory of this process that need not be there. Safe in a signal handler. [any]
[[nodiscard]] bool read_memory(std::uint64_t from, void* to, std::size_t bytes) noexcept;

/// Adds an address, unless there is no room. [any]
void add_frame(RawBacktrace& out, std::uint64_t address) noexcept;

/// Adds the callers of the function whose frame lies at `frame`, each by an address within the
/// calling instruction. Safe in a signal handler. [any]
void add_callers(RawBacktrace& out, std::uint64_t frame) noexcept;

/// A return address as it lies on the stack, without what arm64 signs it with. [any]
[[nodiscard]] std::uint64_t plain_address(std::uint64_t address) noexcept;

}  // namespace attacca::host
