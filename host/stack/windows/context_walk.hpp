// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <windows.h>

#include "host/stack/raw_backtrace.hpp"

namespace attacca::host {

/// Fills in the stack of a thread with these registers, as `capture_backtrace()` does; the first
/// address is the instruction at which it stands. No allocation; unreadable memory ends it. [any]
void walk_context(const CONTEXT& context, RawBacktrace& out) noexcept;

/// The name that SetThreadDescription gave, in UTF-8 and cut to fit; empty where there is none or
/// the system knows no names. Allocates. [not audio]
void name_thread(HANDLE thread, char* name, std::size_t size) noexcept;

}  // namespace attacca::host
