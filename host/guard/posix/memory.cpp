// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The guard, linked into programs (never into the library): takes the place of the C library's
// functions that must not be called on the audio thread, counts, and forwards. Calls of plugins
// arrive here when the program exports its symbols. This file: memory.

#include <cstddef>
#include <type_traits>

#include "host/guard/posix/caught.hpp"

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

#include <atomic>
#include <cstdint>
#include <cstring>
#include <new>

#include <dlfcn.h>
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

namespace {

/// The functions that would have been called without us. With another allocator preloaded
/// (jemalloc, tcmalloc, mimalloc) they must be its own: it also brings functions that nobody
/// replaces here, such as malloc_usable_size() or strdup(), and memory must go back to where it
/// came from.
struct Allocator {
  void* (*malloc)(std::size_t) = __libc_malloc;
  void* (*calloc)(std::size_t, std::size_t) = __libc_calloc;
  void* (*realloc)(void*, std::size_t) = __libc_realloc;
  void (*free)(void*) = __libc_free;
  void* (*memalign)(std::size_t, std::size_t) = __libc_memalign;
  void* (*aligned_alloc)(std::size_t, std::size_t) = __libc_memalign;
  void* (*valloc)(std::size_t) = __libc_valloc;
  void* (*pvalloc)(std::size_t) = __libc_pvalloc;
};

constinit Allocator g_allocator;
enum class Search : int { not_begun, under_way, done };
constinit std::atomic<Search> g_search{Search::not_begun};

/// What is allocated while the allocator is looked for, which is before main() and little: dlsym()
/// may allocate itself. Never given back.
alignas(std::max_align_t) constinit unsigned char g_first_memory[32768];
constinit std::size_t g_first_used = 0;

bool is_first_memory(const void* memory) noexcept {
  const auto at = reinterpret_cast<std::uintptr_t>(memory);
  const auto begin = reinterpret_cast<std::uintptr_t>(&g_first_memory[0]);
  return at >= begin && at < begin + sizeof g_first_memory;
}

void* first_memory(std::size_t size) noexcept {
  constexpr std::size_t kAlignment = alignof(std::max_align_t);
  const std::size_t rounded = (size + kAlignment - 1) / kAlignment * kAlignment;
  if (rounded < size || rounded > sizeof g_first_memory - g_first_used) return nullptr;
  void* const memory = &g_first_memory[g_first_used];
  g_first_used += rounded;
  return memory;  // static memory is zero
}

/// Not before the loader has relocated everything: then nobody allocates yet.
__attribute__((noinline)) void find_allocator() noexcept {
  g_search.store(Search::under_way, std::memory_order_relaxed);
  const auto find = [](const char* name, auto& function) {
    using Function = std::remove_reference_t<decltype(function)>;
    if (void* const found = dlsym(RTLD_NEXT, name)) function = reinterpret_cast<Function>(found);
  };
  Allocator found;
  find("malloc", found.malloc);
  find("calloc", found.calloc);
  find("realloc", found.realloc);
  find("free", found.free);
  find("memalign", found.memalign);
  find("aligned_alloc", found.aligned_alloc);
  find("valloc", found.valloc);
  find("pvalloc", found.pvalloc);
  g_allocator = found;
  g_search.store(Search::done, std::memory_order_release);
}

/// Null while it is looked for: only on the way through find_allocator() itself, since no program
/// has a second thread by then.
__attribute__((always_inline)) inline const Allocator* allocator() noexcept {
  const Search search = g_search.load(std::memory_order_acquire);
  if (search == Search::done) [[likely]]
    return &g_allocator;
  if (search == Search::under_way) return nullptr;
  find_allocator();
  return &g_allocator;
}

}  // namespace

ATTACCA_DEFINE(void*, malloc, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  const Allocator* const next = allocator();
  return next != nullptr ? next->malloc(size) : first_memory(size);
}

ATTACCA_DEFINE(void*, calloc, std::size_t number, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  if (const Allocator* const next = allocator()) return next->calloc(number, size);
  std::size_t all = 0;
  return __builtin_mul_overflow(number, size, &all) ? nullptr : first_memory(all);
}

ATTACCA_DEFINE(void*, realloc, void* memory, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  const Allocator* const next = allocator();
  if (next != nullptr && !is_first_memory(memory)) return next->realloc(memory, size);
  void* const moved = next != nullptr ? next->malloc(size) : first_memory(size);
  if (moved != nullptr && memory != nullptr) {
    const auto left = static_cast<std::size_t>(&g_first_memory[0] + sizeof g_first_memory -
                                               static_cast<unsigned char*>(memory));
    std::memcpy(moved, memory, size < left ? size : left);
  }
  return moved;
}

ATTACCA_DEFINE(void, free, void* memory) {
  // Freeing null does nothing, and destructors do it all the time.
  if (memory == nullptr) return;
  note(RealtimeOffenceKind::free, ATTACCA_CALLER);
  if (is_first_memory(memory)) return;
  if (const Allocator* const next = allocator()) next->free(memory);
}

ATTACCA_DEFINE(void*, memalign, std::size_t alignment, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  const Allocator* const next = allocator();
  return next != nullptr ? next->memalign(alignment, size) : nullptr;
}

ATTACCA_DEFINE(void*, aligned_alloc, std::size_t alignment, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  const Allocator* const next = allocator();
  return next != nullptr ? next->aligned_alloc(alignment, size) : nullptr;
}

ATTACCA_DEFINE(void*, valloc, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  const Allocator* const next = allocator();
  return next != nullptr ? next->valloc(size) : nullptr;
}

ATTACCA_DEFINE(void*, pvalloc, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  const Allocator* const next = allocator();
  return next != nullptr ? next->pvalloc(size) : nullptr;
}

ATTACCA_DEFINE(int, posix_memalign, void** memory, std::size_t alignment, std::size_t size) {
  note(RealtimeOffenceKind::allocation, ATTACCA_CALLER);
  if (alignment % sizeof(void*) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) {
    return EINVAL;
  }
  const Allocator* const next = allocator();
  void* const allocated = next != nullptr ? next->memalign(alignment, size) : nullptr;
  if (allocated == nullptr) return ENOMEM;
  *memory = allocated;
  return 0;
}

// `operator new` and `delete`, which a preloaded allocator brings as well, without a way through
// malloc(); an `operator new` of libstdc++ counts once, here.
ATTACCA_CATCH(allocation, void*, _Znwm, (std::size_t size), (size))
ATTACCA_CATCH(allocation, void*, _Znam, (std::size_t size), (size))
ATTACCA_CATCH(allocation, void*, _ZnwmRKSt9nothrow_t, (std::size_t size, const std::nothrow_t& no),
              (size, no))
ATTACCA_CATCH(allocation, void*, _ZnamRKSt9nothrow_t, (std::size_t size, const std::nothrow_t& no),
              (size, no))
ATTACCA_CATCH(allocation, void*, _ZnwmSt11align_val_t,
              (std::size_t size, std::align_val_t alignment), (size, alignment))
ATTACCA_CATCH(allocation, void*, _ZnamSt11align_val_t,
              (std::size_t size, std::align_val_t alignment), (size, alignment))

// Deleting null does nothing; see free().
#define ATTACCA_CATCH_DELETE(name, parameters, arguments)                                    \
  ATTACCA_ORIGINAL(name, nullptr, void, ATTACCA_UNPACK parameters)                           \
  ATTACCA_DEFINE(void, name, ATTACCA_UNPACK parameters) {                                    \
    if (memory == nullptr) return;                                                           \
    const ::attacca::host::detail::Caught caught(::attacca::host::RealtimeOffenceKind::free, \
                                                 ATTACCA_CALLER);                            \
    g_##name.get() arguments; /* NOLINT(bugprone-macro-parentheses) */                       \
  }
ATTACCA_CATCH_DELETE(_ZdlPv, (void* memory), (memory))
ATTACCA_CATCH_DELETE(_ZdaPv, (void* memory), (memory))
ATTACCA_CATCH_DELETE(_ZdlPvm, (void* memory, std::size_t size), (memory, size))
ATTACCA_CATCH_DELETE(_ZdaPvm, (void* memory, std::size_t size), (memory, size))
ATTACCA_CATCH_DELETE(_ZdlPvSt11align_val_t, (void* memory, std::align_val_t alignment),
                     (memory, alignment))
ATTACCA_CATCH_DELETE(_ZdaPvSt11align_val_t, (void* memory, std::align_val_t alignment),
                     (memory, alignment))
ATTACCA_CATCH_DELETE(_ZdlPvmSt11align_val_t,
                     (void* memory, std::size_t size, std::align_val_t alignment),
                     (memory, size, alignment))
ATTACCA_CATCH_DELETE(_ZdaPvmSt11align_val_t,
                     (void* memory, std::size_t size, std::align_val_t alignment),
                     (memory, size, alignment))

#endif
