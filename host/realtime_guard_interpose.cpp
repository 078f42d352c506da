// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Linked into programs (never into the library): takes the place of the C library's functions that
// must not be called on the audio thread, counts, and forwards. Calls of plugins arrive here when
// the program exports its symbols.

#include <cstddef>
#include <cstdint>

#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "host/realtime_guard_hook.hpp"

namespace {

using attacca::host::RealtimeGuardReach;
using attacca::host::RealtimeOffences;
using attacca::host::detail::set_realtime_guard_reach;
using attacca::host::detail::t_realtime_offences;

inline void count(std::atomic<std::uint64_t> RealtimeOffences::* kind) noexcept {
  if (RealtimeOffences* const offences = t_realtime_offences) {
    (offences->*kind).fetch_add(1, std::memory_order_relaxed);
  }
}

}  // namespace

#ifdef ATTACCA_SANITIZED

extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*,
                                                                             std::size_t),
                                                         void (*free_hook)(const volatile void*));

namespace {
[[maybe_unused]] const bool g_linked = [] {
  // A sanitizer owns malloc and the mutexes; it tells of allocations only.
  __sanitizer_install_malloc_and_free_hooks(
      [](const volatile void*, std::size_t) { count(&RealtimeOffences::allocations); },
      [](const volatile void*) { count(&RealtimeOffences::frees); });
  set_realtime_guard_reach(RealtimeGuardReach::allocations_only);
  return true;
}();
}  // namespace

#else

#define ATTACCA_INTERPOSED __attribute__((visibility("default"), used))

extern "C" {

// glibc's own names of what is replaced here, exported for exactly this purpose.
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void __libc_free(void*);
void* __libc_memalign(std::size_t, std::size_t);

ATTACCA_INTERPOSED void* malloc(std::size_t size) {
  count(&RealtimeOffences::allocations);
  return __libc_malloc(size);
}

ATTACCA_INTERPOSED void* calloc(std::size_t number, std::size_t size) {
  count(&RealtimeOffences::allocations);
  return __libc_calloc(number, size);
}

ATTACCA_INTERPOSED void* realloc(void* memory, std::size_t size) {
  count(&RealtimeOffences::allocations);
  return __libc_realloc(memory, size);
}

ATTACCA_INTERPOSED void free(void* memory) {
  // Freeing null does nothing, and destructors do it all the time.
  if (memory == nullptr) return;
  count(&RealtimeOffences::frees);
  __libc_free(memory);
}

ATTACCA_INTERPOSED void* memalign(std::size_t alignment, std::size_t size) {
  count(&RealtimeOffences::allocations);
  return __libc_memalign(alignment, size);
}

ATTACCA_INTERPOSED void* aligned_alloc(std::size_t alignment, std::size_t size) {
  count(&RealtimeOffences::allocations);
  return __libc_memalign(alignment, size);
}

ATTACCA_INTERPOSED int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  count(&RealtimeOffences::allocations);
  if (alignment % sizeof(void*) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) {
    return EINVAL;
  }
  void* const allocated = __libc_memalign(alignment, size);
  if (allocated == nullptr) return ENOMEM;
  *memory = allocated;
  return 0;
}

}  // extern "C"

#endif
