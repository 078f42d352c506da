// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The guard, linked into programs (never into the library): takes the place of the C library's
// functions that must not be called on the audio thread, counts, and forwards. Calls of plugins
// arrive here when the program exports its symbols. This file: memory.

#include <cstddef>

#include "host/guard/caught.hpp"

namespace {

using attacca::host::RealtimeGuardReach;
using attacca::host::RealtimeOffenceKind;
using attacca::host::detail::note_realtime_offence;
using attacca::host::detail::set_realtime_guard_reach;
using attacca::host::detail::t_realtime_offences;

__attribute__((always_inline)) inline void note(RealtimeOffenceKind kind,
                                                const void* caller) noexcept {
  if (t_realtime_offences != nullptr) [[unlikely]]
    note_realtime_offence(kind, caller);
}

}  // namespace

#ifdef ATTACCA_SANITIZED

extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*,
                                                                             std::size_t),
                                                         void (*free_hook)(const volatile void*));

namespace {
[[maybe_unused]] const bool g_linked = [] {
  // A sanitizer owns malloc and the mutexes; it reports allocations only.
  __sanitizer_install_malloc_and_free_hooks(
      [](const volatile void*, std::size_t) {
        note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
      },
      [](const volatile void* memory) {
        if (memory != nullptr) note(RealtimeOffenceKind::free, ATTACCA_CALLER);
      });
  set_realtime_guard_reach(RealtimeGuardReach::allocations_only);
  return true;
}();
}  // namespace

#else

#include <errno.h>

namespace {
[[maybe_unused]] const bool g_linked = [] {
  set_realtime_guard_reach(RealtimeGuardReach::everything);
  return true;
}();
}  // namespace

extern "C" {
// glibc's own names of what is replaced here, exported for exactly this purpose.
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void __libc_free(void*);
void* __libc_memalign(std::size_t, std::size_t);
void* __libc_valloc(std::size_t);
void* __libc_pvalloc(std::size_t);
}

ATTACCA_DEFINE(void*, malloc, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  return __libc_malloc(size);
}

ATTACCA_DEFINE(void*, calloc, std::size_t number, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  return __libc_calloc(number, size);
}

ATTACCA_DEFINE(void*, realloc, void* memory, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  return __libc_realloc(memory, size);
}

ATTACCA_DEFINE(void, free, void* memory) {
  // Freeing null does nothing, and destructors do it all the time.
  if (memory == nullptr) return;
  note(RealtimeOffenceKind::free, ATTACCA_CALLER);
  __libc_free(memory);
}

ATTACCA_DEFINE(void*, memalign, std::size_t alignment, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  return __libc_memalign(alignment, size);
}

ATTACCA_DEFINE(void*, aligned_alloc, std::size_t alignment, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  return __libc_memalign(alignment, size);
}

ATTACCA_DEFINE(void*, valloc, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  return __libc_valloc(size);
}

ATTACCA_DEFINE(void*, pvalloc, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  return __libc_pvalloc(size);
}

ATTACCA_DEFINE(int, posix_memalign, void** memory, std::size_t alignment, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  if (alignment % sizeof(void*) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) {
    return EINVAL;
  }
  void* const allocated = __libc_memalign(alignment, size);
  if (allocated == nullptr) return ENOMEM;
  *memory = allocated;
  return 0;
}

#endif
