// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/guard/scope_mark.hpp"

#include <windows.h>
#include <winternl.h>

#include "host/guard/windows/scope_mark.hpp"

namespace attacca::host {
namespace {

/// Thread-local storage that lies at a known place in the thread's environment block, where another
/// thread can read it; what the compiler makes of thread_local does not. Source: winternl.h, TEB.
DWORD slot() noexcept {
  static const DWORD slot = TlsAlloc();
  return slot;
}

}  // namespace

namespace detail {

void mark_scope(bool is_inside) noexcept {
  TlsSetValue(slot(), reinterpret_cast<void*>(static_cast<UINT_PTR>(is_inside ? 1 : 0)));
}

}  // namespace detail

bool this_thread_is_marked() noexcept {
  const DWORD error = GetLastError();  // TlsGetValue() clears it
  const bool is_marked = TlsGetValue(slot()) != nullptr;
  SetLastError(error);
  return is_marked;
}

bool is_marked(HANDLE thread) noexcept {
  struct {  // THREAD_BASIC_INFORMATION
    LONG status;
    void* environment;
    void* client[2];
    ULONG_PTR affinity;
    LONG priority;
    LONG base_priority;
  } info{};
  constexpr DWORD kSlots = 64;
  if (slot() >= kSlots ||
      NtQueryInformationThread(thread, static_cast<THREADINFOCLASS>(0), &info, sizeof info,
                               nullptr) < 0 ||
      info.environment == nullptr) {
    return false;
  }
  return static_cast<const TEB*>(info.environment)->TlsSlots[slot()] != nullptr;
}

}  // namespace attacca::host
