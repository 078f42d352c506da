// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "tests/support/allocation_count.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace attacca::rt::test {
namespace {

thread_local std::uint64_t calls = 0;

#if !defined(ATTACCA_SANITIZED)
#if defined(_WIN32)  // where what has an alignment has functions of its own
void* aligned_memory(std::size_t alignment, std::size_t size) {
  return ::_aligned_malloc(size, alignment);
}
void free_aligned(void* memory) noexcept {
  ::_aligned_free(memory);
}
#else
void* aligned_memory(std::size_t alignment, std::size_t size) {
  return std::aligned_alloc(alignment, size);
}
void free_aligned(void* memory) noexcept {
  std::free(memory);
}
#endif

void* allocate(std::size_t size, std::size_t alignment) {
  ++calls;
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  void* memory = aligned_memory(alignment, rounded == 0 ? alignment : rounded);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void release(void* memory) noexcept {
  ++calls;
  free_aligned(memory);
}
#endif

}  // namespace

std::uint64_t heap_calls() {
  return calls;
}

}  // namespace attacca::rt::test

#if !defined(ATTACCA_SANITIZED)
// The array and nothrow forms of the library end up in these.
void* operator new(std::size_t size) {
  return attacca::rt::test::allocate(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return attacca::rt::test::allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  attacca::rt::test::release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  attacca::rt::test::release(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  attacca::rt::test::release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  attacca::rt::test::release(memory);
}
#endif
