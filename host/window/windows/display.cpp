// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/display.hpp"

#include <windows.h>

namespace attacca::host {
namespace {

/// Services have no desktop, and Wine has none without an X server.
bool can_open_windows() noexcept {
  const HWND window =
      CreateWindowExW(0, L"STATIC", L"", WS_POPUP, 0, 0, 1, 1, nullptr, nullptr, nullptr, nullptr);
  if (window != nullptr) DestroyWindow(window);
  return window != nullptr;
}

}  // namespace

std::optional<std::string_view> why_no_display() {
  static const bool can = can_open_windows();
  if (can) return std::nullopt;
  return "windows cannot be opened here (Wine wants an X server: xvfb-run)";
}

std::string_view window_system() noexcept {
  return "Windows";
}

}  // namespace attacca::host
