// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::rt::test {

/// The sanitizers bring allocation functions of their own, which are left in place.
#if defined(ATTACCA_SANITIZED)
inline constexpr bool kCountsHeapCalls = false;
#else
inline constexpr bool kCountsHeapCalls = true;
#endif

/// How often this thread has called operator new or delete so far; stays 0 where they are not
/// counted.
std::uint64_t heap_calls();

}  // namespace attacca::rt::test
