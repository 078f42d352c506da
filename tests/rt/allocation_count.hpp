// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace attacca::rt::test {

/// How often this thread has called operator new or delete so far.
std::uint64_t heap_calls();

}  // namespace attacca::rt::test
