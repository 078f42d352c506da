// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/wake_source.hpp"

#include <windows.h>

namespace attacca::core {

namespace {

HANDLE handle(std::intptr_t native) noexcept {
  return reinterpret_cast<HANDLE>(native);
}

/// An event that stays set until it is reset.
std::intptr_t make_event() noexcept {
  const HANDLE event = ::CreateEventW(nullptr, TRUE, FALSE, nullptr);
  return event == nullptr ? -1 : reinterpret_cast<std::intptr_t>(event);
}

}  // namespace

WakeSource::WakeSource() noexcept : native_(make_event()) {}

WakeSource::~WakeSource() {
  if (usable()) ::CloseHandle(handle(native_));
}

bool WakeSource::wake() const noexcept {
  return usable() && ::SetEvent(handle(native_)) != 0;
}

void WakeSource::clear() const noexcept {
  if (usable()) ::ResetEvent(handle(native_));
}

}  // namespace attacca::core
