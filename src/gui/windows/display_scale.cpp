// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/display_scale.hpp"

#include <algorithm>

#include "attacca/gui/window.hpp"
#include "gui/windows/system_library.hpp"

namespace attacca::gui {

namespace {

constexpr double kDpiOfOne = 96;

double possible_scale(double dpi) {
  return dpi > 0 ? std::clamp(dpi / kDpiOfOne, kSmallestScale, kLargestScale) : 1;
}

}  // namespace

double scale_of(HWND window) {
  using OfWindow = UINT(WINAPI*)(HWND);
  if (const auto dpi = find_in<OfWindow>(L"user32.dll", "GetDpiForWindow")) {
    if (const UINT known = dpi(window); known != 0) return possible_scale(known);
  }
  return display_scale();
}

double display_scale() {
  using OfSystem = UINT(WINAPI*)();
  if (const auto dpi = find_in<OfSystem>(L"user32.dll", "GetDpiForSystem")) {
    return possible_scale(dpi());
  }
  const HDC screen = ::GetDC(nullptr);
  const int dpi = screen != nullptr ? ::GetDeviceCaps(screen, LOGPIXELSX) : 0;
  if (screen != nullptr) ::ReleaseDC(nullptr, screen);
  return possible_scale(dpi);
}

}  // namespace attacca::gui
