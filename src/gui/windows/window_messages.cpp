// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What Windows calls a window with.

#include <algorithm>
#include <utility>
#include <vector>

#include <windowsx.h>

#include "gui/windows/display_scale.hpp"
#include "gui/windows/drag_source.hpp"
#include "gui/windows/window.hpp"

namespace attacca::gui {

namespace {

constexpr UINT kDpiChangedAfterParent = 0x02E3;  ///< WM_DPICHANGED_AFTERPARENT, Windows 10 1607

/// As LoadCursorA() takes it, though it is a number.
const char* cursor_name(Cursor cursor) {
  switch (cursor) {
    case Cursor::hand:
      return IDC_HAND;
    case Cursor::text:
      return IDC_IBEAM;
    case Cursor::cross:
      return IDC_CROSS;
    case Cursor::resize_width:
      return IDC_SIZEWE;
    case Cursor::resize_height:
      return IDC_SIZENS;
    case Cursor::move:
      return IDC_SIZEALL;
    case Cursor::forbidden:
      return IDC_NO;
    case Cursor::arrow:
      break;
  }
  return IDC_ARROW;
}

/// What of a window the system wants to have painted.
PixelRegion update_region(HWND window) {
  PixelRegion region;
  const HRGN found = ::CreateRectRgn(0, 0, 0, 0);
  if (found == nullptr) return region;
  ::GetUpdateRgn(window, found, FALSE);
  std::vector<char> bytes(::GetRegionData(found, 0, nullptr));
  auto* const data = reinterpret_cast<RGNDATA*>(bytes.data());
  if (!bytes.empty() && ::GetRegionData(found, static_cast<DWORD>(bytes.size()), data) != 0) {
    const auto* const rects = reinterpret_cast<const RECT*>(data->Buffer);
    for (DWORD i = 0; i < data->rdh.nCount; ++i) {
      region.add({rects[i].left, rects[i].top, rects[i].right, rects[i].bottom});
    }
  }
  ::DeleteObject(found);
  return region;
}

/// The system takes what was invalid as painted, whatever comes of it.
struct PaintScope {
  explicit PaintScope(HWND window_) : window(window_), to(::BeginPaint(window, &paint)) {}
  ~PaintScope() { ::EndPaint(window, &paint); }
  PaintScope(const PaintScope&) = delete;
  PaintScope& operator=(const PaintScope&) = delete;

  HWND window;
  PAINTSTRUCT paint{};
  HDC to;
};

constexpr WPARAM kButtons = MK_LBUTTON | MK_MBUTTON | MK_RBUTTON | MK_XBUTTON1 | MK_XBUTTON2;

}  // namespace

void WindowsWindow::show_cursor() const {
  ::SetCursor(::LoadCursorA(nullptr, cursor_name(cursor_)));
}

void WindowsWindow::lose() {
  // Outside of the client's calls: on this thread alone.
  if (files_) files_->end();
  files_.reset();
  if (window_ == nullptr) return;
  deliver_([this] {
    if (window_.exchange(nullptr) != nullptr) client_.lost();
  });
  window_ = nullptr;
}

/// The first ones that have not begun never will; false if the window is gone afterwards.
bool WindowsWindow::end_drags(std::size_t count) {
  bool exists = true;
  for (; exists && count > 0; --count) {
    exists = tell([this] {
      if (drags_.empty()) return;
      drags_.erase(drags_.begin());
      client_.drag_ended(false);
    });
  }
  return exists;
}

/// The system's own loop handles messages until the button is up: outside of any call of the
/// client's. The newest drag begins; what comes while it lasts finds no button held.
void WindowsWindow::run_drag() {
  if (dragging_) return;
  std::size_t waiting = 0;
  if (!tell([&] { waiting = drags_.size(); }) || waiting == 0 || !end_drags(waiting - 1)) return;
  std::optional<Drag> drag;
  if (!tell([&] {
        drag = std::move(drags_.front());
        drags_.erase(drags_.begin());
      })) {
    return;
  }
  held_.reset();
  ::ReleaseCapture();
  dragging_ = true;
  const bool taken = drag->code->drag(drag->content);
  dragging_ = false;
  tell([&] {
    waiting = drags_.size();
    client_.drag_ended(taken);
  });
  end_drags(waiting);
}

LRESULT CALLBACK WindowsWindow::receive(HWND window, UINT message, WPARAM first, LPARAM second) {
  auto* const raw = reinterpret_cast<WindowsWindow*>(::GetWindowLongPtrW(window, GWLP_USERDATA));
  if (raw == nullptr) return ::DefWindowProcW(window, message, first, second);
  const std::shared_ptr<WindowsWindow> self = raw->of_native_;
  if (self == nullptr) return ::DefWindowProcW(window, message, first, second);
  try {
    switch (message) {
      case WM_DESTROY:
        self->lose();
        return 0;
      case WM_NCDESTROY:
        ::SetWindowLongPtrW(window, GWLP_USERDATA, 0);
        self->of_native_.reset();
        break;
      case destroy:
        if (self->window_ == nullptr) ::DestroyWindow(window);
        return 0;
      default:
        if (self->window_ != window) break;
        if (const auto answer = self->handle(message, first, second)) return *answer;
    }
  } catch (...) {
    // The system takes no exceptions: what there was no memory for does not happen.
  }
  return ::DefWindowProcW(window, message, first, second);
}

std::optional<LRESULT> WindowsWindow::handle(UINT message, WPARAM first, LPARAM second) {
  switch (message) {
    case WM_PAINT:
      paint();
      return 0;
    case WM_ERASEBKGND:
      return 1;  // the frame covers all
    case WM_SIZE:
      resized(possible({LOWORD(second), HIWORD(second)}));
      return 0;
    case WM_SETFOCUS:
    case WM_KILLFOCUS:
      post(focus_changed);
      return 0;
    case WM_GETDLGCODE:
      if (!options_.keyboard) break;
      return DLGC_WANTALLKEYS | DLGC_WANTCHARS;
    case WM_NCHITTEST:
      if (options_.pointer) break;
      return HTTRANSPARENT;  // the host's window gets it
    case WM_SETCURSOR:
      if (LOWORD(second) != HTCLIENT) break;
      show_cursor();
      return 1;
    case kDpiChangedAfterParent:
      post(look_at_scale);
      return 0;
    default:
      break;
  }
  if (const auto answer = handle_posted(message, first)) return answer;
  if (options_.pointer) {
    if (const auto answer = handle_pointer(message, first, second)) return answer;
  }
  if (options_.keyboard) return handle_key(message, first, second);
  return std::nullopt;
}

std::optional<LRESULT> WindowsWindow::handle_posted(UINT message, WPARAM first) {
  switch (message) {
    case focus_changed: {
      const bool has_it = ::GetFocus() == window_;
      if (options_.keyboard && std::exchange(has_keyboard_, has_it) != has_it) {
        tell([&] { client_.keyboard_changed(has_it); });
      }
      return 0;
    }
    case paste:
      if (const auto text = clipboard_text(window_)) {
        tell([&] { client_.pasted(*text); });
      } else if (first > 1 && ::IsClipboardFormatAvailable(CF_UNICODETEXT) != 0) {
        post(paste, first - 1);  // another program has it open for a moment
      }
      return 0;
    case begin_drag:
      run_drag();
      return 0;
    case look_at_scale: {
      const double scale = scale_of(window_);
      if (scale != scale_) tell([&] { client_.scale_changed(scale); });
      return 0;
    }
    default:
      return std::nullopt;
  }
}

std::optional<LRESULT> WindowsWindow::handle_pointer(UINT message, WPARAM first, LPARAM second) {
  switch (message) {
    case WM_MOUSEMOVE: {
      if (!inside_.exchange(true)) {
        TRACKMOUSEEVENT leave{sizeof leave, TME_LEAVE, window_, 0};
        ::TrackMouseEvent(&leave);
      }
      last_ = to_pointer_event(message, first, second, scale_);
      const PointerEvent event = last_;
      tell([&] { client_.pointer(event); });
      return 0;
    }
    case WM_MOUSELEAVE: {
      inside_ = false;
      PointerEvent event = last_;
      event.kind = PointerEvent::Kind::leave;
      tell([&] { client_.pointer(event); });
      return 0;
    }
    case WM_LBUTTONDOWN:
    case WM_MBUTTONDOWN:
    case WM_RBUTTONDOWN:
    case WM_XBUTTONDOWN:
      press(to_pointer_event(message, first, second, scale_), first);
      return message == WM_XBUTTONDOWN ? 1 : 0;
    case WM_LBUTTONUP:
    case WM_MBUTTONUP:
    case WM_RBUTTONUP:
    case WM_XBUTTONUP:
      release(to_pointer_event(message, first, second, scale_), first);
      return message == WM_XBUTTONUP ? 1 : 0;
    case WM_MOUSEWHEEL:
    case WM_MOUSEHWHEEL: {
      const PointerEvent event = to_scroll_event(window_, message, first, second, scale_);
      tell([&] { client_.pointer(event); });
      return 0;
    }
    case WM_CAPTURECHANGED:
      lose_capture();
      return 0;
    default:
      return std::nullopt;
  }
}

void WindowsWindow::press(PointerEvent event, WPARAM /*buttons*/) {
  ::SetCapture(window_);  // what happens outside is heard until all buttons are up
  event.clicks = clicks_.count(event, scale_, static_cast<DWORD>(::GetMessageTime()));
  held_ = event;
  tell([&] { client_.pointer(event); });
}

void WindowsWindow::release(PointerEvent event, WPARAM buttons) {
  if ((buttons & kButtons) == 0) {
    held_.reset();
    ::ReleaseCapture();
  }
  tell([&] { client_.pointer(event); });
}

/// Somebody has taken the pointer in the middle of a drag, whose end would not be heard.
void WindowsWindow::lose_capture() {
  const auto held = std::exchange(held_, std::nullopt);
  if (!held) return;
  PointerEvent event = last_;
  event.kind = PointerEvent::Kind::release;
  event.button = held->button;
  tell([&] { client_.pointer(event); });
}

std::optional<LRESULT> WindowsWindow::handle_key(UINT message, WPARAM first, LPARAM second) {
  switch (message) {
    case WM_KEYDOWN:
    case WM_KEYUP:
    case WM_SYSKEYDOWN:
    case WM_SYSKEYUP:
    case WM_CHAR:
    case WM_SYSCHAR:
      break;
    default:
      return std::nullopt;
  }
  if (Keyboard::has_passed_on(second)) return 0;
  const auto key = keyboard_.translate(window_, message, first, second);
  if (!key) return std::nullopt;
  bool taken = false;
  const bool still = tell([&] { taken = client_.key(*key); });
  if (still && !taken) keyboard_.pass_on(window_, message, first, second);
  return 0;
}

void WindowsWindow::resized(PhysicalSize size) {
  if (size_.exchange(size) == size) return;
  tell([&] {
    invalidate();
    client_.resized(size);
  });
}

void WindowsWindow::paint() {
  const HWND window = window_;
  if (window == nullptr) return;
  PixelRegion damage = update_region(window);
  const PaintScope paint(window);
  tell([&] {
    // What is drawn may invalidate again, for the next frame.
    PixelRegion region = std::exchange(invalid_, {});
    const PhysicalSize size = size_;
    if (!frame_.has_size(size)) {
      region.add({0, 0, static_cast<int>(size.width), static_cast<int>(size.height)});
    }
    for (const PixelRect& invalid : region.rects()) {
      const PixelRect area = invalid.within(size);
      if (area.empty()) continue;
      frame_.paint(size, scale_, area,
                   [&](Canvas& canvas) { client_.draw(canvas, to_logical(size, scale_)); });
    }
    if (paint.to != nullptr) frame_.show(paint.to, damage.rects());
  });
}

}  // namespace attacca::gui
