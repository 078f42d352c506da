// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::test {

/// How often this thread has called into the C library's allocator so far: malloc and its kin, and
/// free of what is not null. operator new and delete end up there as well. A test that links
/// malloc_count.cpp takes the allocator's place; not under sanitizers, which bring their own.
[[nodiscard]] int malloc_calls() noexcept;

/// How often `body` calls into the allocator on this thread.
template <typename Body>
[[nodiscard]] int allocations_in(Body&& body) {
  const int before = malloc_calls();
  body();
  return malloc_calls() - before;
}

}  // namespace attacca::test
