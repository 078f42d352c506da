// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <windows.h>

#include "attacca/base/color.hpp"
#include "attacca/gui/editor.hpp"
#include "attacca/gui/image.hpp"
#include "tests/support/pump_messages.hpp"

namespace attacca::test {

/// A window as hosts have one for an editor, and the loop that handles its thread's messages.
class HostWindow {
 public:
  HostWindow(int width, int height) {
    [[maybe_unused]] static const ATOM kind = [] {
      WNDCLASSW description{};
      description.lpfnWndProc = receive;
      description.hInstance = GetModuleHandleW(nullptr);
      description.lpszClassName = L"attacca test host";
      description.hbrBackground = static_cast<HBRUSH>(GetStockObject(BLACK_BRUSH));
      return RegisterClassW(&description);
    }();
    window_ =
        CreateWindowExW(WS_EX_TOPMOST, L"attacca test host", L"", WS_POPUP | WS_CLIPCHILDREN, 20,
                        20, width, height, nullptr, nullptr, GetModuleHandleW(nullptr), nullptr);
    SetWindowLongPtrW(window_, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
    ShowWindow(window_, SW_SHOW);
    pump();
  }
  ~HostWindow() { close(); }
  HostWindow(const HostWindow&) = delete;
  HostWindow& operator=(const HostWindow&) = delete;

  void close() {
    if (window_ != nullptr) DestroyWindow(window_);
    window_ = nullptr;
  }

  [[nodiscard]] HWND handle() const { return window_; }
  [[nodiscard]] ParentWindow parent() const { return {reinterpret_cast<std::uintptr_t>(window_)}; }
  /// The editor's window.
  [[nodiscard]] HWND child() const { return GetWindow(window_, GW_CHILD); }

  /// Handles what there is.
  static void pump() {
    test::pump([] { return false; });
  }

  /// Handles messages until `done()`, which is not asked between those that are there; false if
  /// none comes any more for a very long time.
  static bool pump_until(const std::function<bool()>& done) {
    return test::pump_until([&] {
      pump();
      return done();
    });
  }

  /// A pixel of the editor's window as it is on the screen.
  [[nodiscard]] Color pixel(int x, int y) const {
    const HDC from = GetDC(child());
    const COLORREF found = GetPixel(from, x, y);
    ReleaseDC(child(), from);
    return {GetRValue(found), GetGValue(found), GetBValue(found), 255};
  }

  /// All of the window as it is on the screen, rows from the top.
  [[nodiscard]] std::vector<Color> photograph(int width, int height) const {
    const HDC from = GetDC(window_);
    const HDC to = CreateCompatibleDC(from);
    BITMAPINFO info{};
    info.bmiHeader.biSize = sizeof info.bmiHeader;
    info.bmiHeader.biWidth = width;
    info.bmiHeader.biHeight = -height;
    info.bmiHeader.biPlanes = 1;
    info.bmiHeader.biBitCount = 32;
    void* bits = nullptr;
    const HBITMAP bitmap = CreateDIBSection(to, &info, DIB_RGB_COLORS, &bits, nullptr, 0);
    const HGDIOBJ before = SelectObject(to, bitmap);
    BitBlt(to, 0, 0, width, height, from, 0, 0, SRCCOPY);
    GdiFlush();
    std::vector<Color> colors;
    const auto* const rows = static_cast<const unsigned char*>(bits);
    for (int i = 0; i < width * height; ++i) {
      const unsigned char* const each = rows + 4 * i;
      colors.push_back({each[2], each[1], each[0], 255});
    }
    SelectObject(to, before);
    DeleteObject(bitmap);
    DeleteDC(to);
    ReleaseDC(window_, from);
    return colors;
  }

  struct Received {
    UINT message;
    WPARAM first;
  };
  std::vector<Received> keys;  ///< that came to the host

 private:
  static LRESULT CALLBACK receive(HWND window, UINT message, WPARAM first, LPARAM second) {
    auto* const self = reinterpret_cast<HostWindow*>(GetWindowLongPtrW(window, GWLP_USERDATA));
    const bool key = message == WM_KEYDOWN || message == WM_KEYUP || message == WM_CHAR;
    if (self != nullptr && key) self->keys.push_back({message, first});
    return DefWindowProcW(window, message, first, second);
  }

  HWND window_ = nullptr;
};

}  // namespace attacca::test
