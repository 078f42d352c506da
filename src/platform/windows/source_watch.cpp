// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/windows/source_watch.hpp"

#include <utility>

#include <windows.h>

namespace attacca::core {

SourceWatch::SourceWatch(std::intptr_t native, std::function<void()> ready)
    : native_(native), ready_(std::move(ready)) {}

SourceWatch::~SourceWatch() {
  disarm();
}

bool SourceWatch::arm() noexcept {
  disarm();
  const auto source = reinterpret_cast<HANDLE>(native_);
  // Not by waiting for it, which resets what resets itself.
  DWORD flags = 0;
  if (::GetHandleInformation(source, &flags) == 0) return false;
  const auto call = [](void* self, BOOLEAN) { static_cast<SourceWatch*>(self)->ready_(); };
  // Not in the thread that waits (WT_EXECUTEINWAITTHREAD): where such a wait is given up while its
  // source becomes ready, Wine 8's thread writes through a list entry that is gone.
  return ::RegisterWaitForSingleObject(&wait_, source, call, this, INFINITE, WT_EXECUTEONLYONCE) !=
         0;
}

void SourceWatch::disarm() noexcept {
  // INVALID_HANDLE_VALUE: not before a call that is under way has returned.
  if (void* const wait = std::exchange(wait_, nullptr)) {
    ::UnregisterWaitEx(wait, INVALID_HANDLE_VALUE);
  }
}

}  // namespace attacca::core
