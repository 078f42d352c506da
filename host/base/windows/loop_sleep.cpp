// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/loop_sleep.hpp"

#include <windows.h>

namespace attacca::host {
namespace {

HANDLE handle_of(std::intptr_t end) noexcept {
  return reinterpret_cast<HANDLE>(end);
}

/// A plugin that posts itself a message for each message is not to keep the loop here.
constexpr int kMostMessages = 1000;

void dispatch_messages() {
  MSG message{};
  for (int i = 0; i < kMostMessages && PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != 0; ++i) {
    if (message.message == WM_QUIT) continue;  // a plugin's; when to end is the host's to say
    TranslateMessage(&message);
    DispatchMessageW(&message);
  }
}

}  // namespace

LoopSleep::LoopSleep()
    : ends_{},
      // As DAWs have them before they load plugins: these take a thread without windows for one
      // that handles no messages.
      window_(CreateWindowExW(0, L"STATIC", L"", WS_POPUP, 0, 0, 1, 1, nullptr, nullptr, nullptr,
                              nullptr)) {
  ends_[0] = ends_[1] =
      reinterpret_cast<std::intptr_t>(CreateEventW(nullptr, FALSE, FALSE, nullptr));
}

LoopSleep::~LoopSleep() {
  if (window_ != nullptr) DestroyWindow(static_cast<HWND>(window_));
  if (ends_[0] != 0) CloseHandle(handle_of(ends_[0]));
}

bool LoopSleep::takes_descriptors() noexcept {
  return false;
}

bool LoopSleep::can_be_woken() const noexcept {
  return ends_[0] != 0;
}

void LoopSleep::wake() noexcept {
  if (ends_[1] != 0) SetEvent(handle_of(ends_[1]));
}

void LoopSleep::sleep(std::span<Watched>, std::chrono::milliseconds timeout) {
  const HANDLE event = handle_of(ends_[0]);
  MsgWaitForMultipleObjectsEx(event != nullptr ? 1 : 0, &event, static_cast<DWORD>(timeout.count()),
                              QS_ALLINPUT, MWMO_INPUTAVAILABLE);
  dispatch_messages();
}

}  // namespace attacca::host
