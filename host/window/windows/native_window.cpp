// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/native_window.hpp"

#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include <windows.h>

#include "host/window/windows/png_bytes.hpp"

namespace attacca::host {
namespace {

constexpr wchar_t kClassName[] = L"AttaccaHostWindow";
constexpr DWORD kStyle = WS_OVERLAPPEDWINDOW | WS_CLIPCHILDREN;
constexpr DWORD kFixedStyle = kStyle & ~static_cast<DWORD>(WS_THICKFRAME | WS_MAXIMIZEBOX);

std::string last_error() {
  return std::system_category().message(static_cast<int>(GetLastError()));
}

struct Drawing {
  HDC context = CreateCompatibleDC(nullptr);
  HBITMAP bitmap = nullptr;
  Drawing() = default;
  ~Drawing() {
    if (context != nullptr) DeleteDC(context);
    if (bitmap != nullptr) DeleteObject(bitmap);
  }
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;
};

}  // namespace

WindowErrorGuard::WindowErrorGuard() = default;
WindowErrorGuard::~WindowErrorGuard() = default;

struct NativeWindow::Impl {
  HWND window = nullptr;
  HWND pressed = nullptr;  ///< What the pointer was pressed on.
  EditorSize size;
  std::function<void(EditorSize)> on_resize;
  std::function<void()> on_close;

  ~Impl() {
    if (window == nullptr) return;
    SetWindowLongPtrW(window, GWLP_USERDATA, 0);
    DestroyWindow(window);
  }

  static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM first, LPARAM second) {
    auto* const self = reinterpret_cast<Impl*>(GetWindowLongPtrW(window, GWLP_USERDATA));
    if (self != nullptr && message == WM_CLOSE) {
      if (self->on_close) self->on_close();
      return 0;  // its owner destroys it
    }
    if (self != nullptr && message == WM_SIZE && first != SIZE_MINIMIZED) {
      self->size = {LOWORD(second), HIWORD(second)};
      if (self->on_resize) self->on_resize(self->size);
    }
    return DefWindowProcW(window, message, first, second);
  }

  static bool make_class() {
    static const bool is_made = [] {
      WNDCLASSEXW info{};
      info.cbSize = sizeof info;
      info.lpfnWndProc = procedure;
      info.hInstance = GetModuleHandleW(nullptr);
      info.hCursor = LoadCursorW(nullptr, MAKEINTRESOURCEW(32512));  // IDC_ARROW
      info.lpszClassName = kClassName;
      return RegisterClassExW(&info) != 0;
    }();
    return is_made;
  }

  [[nodiscard]] DWORD style() const noexcept {
    return static_cast<DWORD>(GetWindowLongPtrW(window, GWL_STYLE));
  }
  void set_size(EditorSize wanted) const {
    RECT frame{0, 0, static_cast<LONG>(wanted.width), static_cast<LONG>(wanted.height)};
    AdjustWindowRectEx(&frame, style(), FALSE, 0);
    SetWindowPos(window, nullptr, 0, 0, frame.right - frame.left, frame.bottom - frame.top,
                 SWP_NOMOVE | SWP_NOZORDER | SWP_NOACTIVATE);
  }
};

NativeWindow::NativeWindow(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
NativeWindow::~NativeWindow() = default;

Result<std::unique_ptr<NativeWindow>> NativeWindow::create(MainLoop&, EditorSize size,
                                                           const std::string& title) {
  auto impl = std::make_unique<Impl>();
  if (!Impl::make_class()) return fail("cannot open a window: " + last_error());
  const std::wstring name = std::filesystem::path(title).wstring();
  RECT frame{0, 0, static_cast<LONG>(size.width), static_cast<LONG>(size.height)};
  AdjustWindowRectEx(&frame, kStyle, FALSE, 0);
  impl->size = size;
  impl->window = CreateWindowExW(0, kClassName, name.c_str(), kStyle, CW_USEDEFAULT, CW_USEDEFAULT,
                                 frame.right - frame.left, frame.bottom - frame.top, nullptr,
                                 nullptr, GetModuleHandleW(nullptr), nullptr);
  if (impl->window == nullptr) return fail("cannot open a window: " + last_error());
  SetWindowLongPtrW(impl->window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(impl.get()));
  return std::unique_ptr<NativeWindow>(new NativeWindow(std::move(impl)));
}

std::uintptr_t NativeWindow::id() const noexcept {
  return reinterpret_cast<std::uintptr_t>(impl_->window);
}

void NativeWindow::embed_children() {}

void NativeWindow::show() {
  ShowWindow(impl_->window, SW_SHOWNOACTIVATE);
}

void NativeWindow::move(int x, int y) {
  SetWindowPos(impl_->window, nullptr, x, y, 0, 0, SWP_NOSIZE | SWP_NOZORDER | SWP_NOACTIVATE);
}

NativeWindow::Position NativeWindow::position() const {
  RECT frame{};
  GetWindowRect(impl_->window, &frame);
  return {frame.left, frame.top};
}

void NativeWindow::resize(EditorSize size) {
  if (size == impl_->size) return;
  impl_->size = size;
  impl_->set_size(size);
}

EditorSize NativeWindow::size() const noexcept {
  return impl_->size;
}

void NativeWindow::set_resizable(bool resizable) {
  SetWindowLongPtrW(
      impl_->window, GWL_STYLE,
      static_cast<LONG_PTR>((resizable ? kStyle : kFixedStyle) | (impl_->style() & WS_VISIBLE)));
  impl_->set_size(impl_->size);
}

std::size_t NativeWindow::child_count() const {
  std::size_t count = 0;
  for (HWND child = GetWindow(impl_->window, GW_CHILD); child != nullptr;
       child = GetWindow(child, GW_HWNDNEXT)) {
    ++count;
  }
  return count;
}

bool NativeWindow::send_pointer(Pointer what, int x, int y) {
  POINT place{x, y};
  HWND target = impl_->pressed;
  if (target == nullptr) {
    target = impl_->window;
    for (;;) {
      POINT local = place;
      MapWindowPoints(impl_->window, target, &local, 1);
      const HWND child =
          ChildWindowFromPointEx(target, local, CWP_SKIPINVISIBLE | CWP_SKIPDISABLED);
      if (child == nullptr || child == target) break;
      target = child;
    }
    if (target == impl_->window) return false;
  }
  MapWindowPoints(impl_->window, target, &place, 1);
  const LPARAM where = MAKELPARAM(place.x, place.y);
  switch (what) {
    case Pointer::press:
      impl_->pressed = target;
      SendMessageW(target, WM_MOUSEMOVE, 0, where);
      SendMessageW(target, WM_LBUTTONDOWN, MK_LBUTTON, where);
      break;
    case Pointer::move:
      SendMessageW(target, WM_MOUSEMOVE, impl_->pressed != nullptr ? MK_LBUTTON : 0, where);
      break;
    case Pointer::release:
      impl_->pressed = nullptr;
      SendMessageW(target, WM_LBUTTONUP, 0, where);
      break;
  }
  return true;
}

void NativeWindow::on_resize(std::function<void(EditorSize)> function) {
  impl_->on_resize = std::move(function);
}

void NativeWindow::on_close(std::function<void()> function) {
  impl_->on_close = std::move(function);
}

Result<void> NativeWindow::save_png(const std::filesystem::path& path) {
  const auto [width, height] = impl_->size;
  BITMAPINFO info{};
  info.bmiHeader.biSize = sizeof info.bmiHeader;
  info.bmiHeader.biWidth = static_cast<LONG>(width);
  info.bmiHeader.biHeight = -static_cast<LONG>(height);  // the first line on top
  info.bmiHeader.biPlanes = 1;
  info.bmiHeader.biBitCount = 32;
  info.bmiHeader.biCompression = BI_RGB;
  Drawing drawing;
  void* bits = nullptr;
  drawing.bitmap = CreateDIBSection(drawing.context, &info, DIB_RGB_COLORS, &bits, nullptr, 0);
  if (drawing.context == nullptr || drawing.bitmap == nullptr) {
    return fail("cannot take a picture: " + last_error());
  }
  RedrawWindow(impl_->window, nullptr, nullptr, RDW_UPDATENOW | RDW_ALLCHILDREN);
  SelectObject(drawing.context, drawing.bitmap);
  const HDC from = GetDC(impl_->window);
  const BOOL is_copied = BitBlt(drawing.context, 0, 0, static_cast<int>(width),
                                static_cast<int>(height), from, 0, 0, SRCCOPY);
  ReleaseDC(impl_->window, from);
  GdiFlush();
  if (is_copied == 0) return fail("cannot take a picture: " + last_error());
  const std::size_t count = std::size_t{width} * height;
  std::vector<std::uint32_t> pixels(static_cast<const std::uint32_t*>(bits),
                                    static_cast<const std::uint32_t*>(bits) + count);
  const auto png = png_bytes(pixels, width, height);
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
  file.close();
  if (!file) return fail("cannot write " + path.string());
  return {};
}

}  // namespace attacca::host
