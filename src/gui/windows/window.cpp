// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/window.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <windowsx.h>

#include "gui/windows/display_scale.hpp"
#include "gui/windows/drag_source.hpp"

namespace attacca::gui {

namespace {

constexpr std::uint32_t kLargestWindow = 16384;  ///< pixels on a side, as a frame may have
constexpr int kPasteAttempts = 10;
constexpr UINT kDpiChangedAfterParent = 0x02E3;  ///< WM_DPICHANGED_AFTERPARENT, Windows 10 1607

std::string hex(std::uintptr_t value) {
  char text[2 + 16 + 1];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

PhysicalSize possible(PhysicalSize size) {
  return {std::clamp(size.width, 1u, kLargestWindow), std::clamp(size.height, 1u, kLargestWindow)};
}

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

RECT to_rect(const PixelRect& area) {
  return {area.left, area.top, area.right, area.bottom};
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

constexpr WPARAM kButtons = MK_LBUTTON | MK_MBUTTON | MK_RBUTTON | MK_XBUTTON1 | MK_XBUTTON2;

}  // namespace

Result<std::unique_ptr<Window>> open_window(ParentWindow parent, const WindowOptions& options,
                                            WindowClient& client, EventLoop& loop) {
  return WindowsWindow::open(parent, options, client, loop);
}

Result<std::unique_ptr<Window>> WindowsWindow::open(ParentWindow parent,
                                                    const WindowOptions& options,
                                                    WindowClient& client, EventLoop& loop) {
  const auto system = DrawingSystem::get();
  if (!system) return fail("cannot open the editor: " + system.error().message);
  auto kind = core::WindowClass::get(L"editor", &WindowsWindow::receive, 0);
  if (kind == nullptr) {
    return fail("cannot open the editor: Windows lets no window be made; it may be out of memory");
  }
  auto window = std::make_unique<WindowsWindow>(*system, std::move(kind), options, client, loop);
  const auto created = window->create(reinterpret_cast<HWND>(parent.handle));
  if (!created) return fail(created.error().message);
  return window;
}

WindowsWindow::WindowsWindow(const std::shared_ptr<DrawingSystem>& system,
                             std::shared_ptr<core::WindowClass> kind, const WindowOptions& options,
                             WindowClient& client, EventLoop& loop)
    : frame_(system),
      class_(std::move(kind)),
      client_(client),
      loop_(loop),
      options_(options),
      size_(possible(options.size)),
      scale_(options.scale) {}

WindowsWindow::~WindowsWindow() {
  *exists_ = false;
  disconnect();
}

Result<void> WindowsWindow::create(HWND parent) {
  if (::IsWindow(parent) == 0) {
    return fail("cannot open the editor: the host's window " +
                hex(reinterpret_cast<std::uintptr_t>(parent)) +
                " does not exist; the host must create it first");
  }
  const HWND window =
      ::CreateWindowExW(0, class_->name(), L"", WS_CHILD | WS_CLIPSIBLINGS | WS_CLIPCHILDREN, 0, 0,
                        static_cast<int>(size_.width), static_cast<int>(size_.height), parent,
                        nullptr, core::WindowClass::binary(), nullptr);
  if (window == nullptr) {
    return fail("cannot open the editor: Windows error " + std::to_string(::GetLastError()) +
                " while creating a window in the host's window " +
                hex(reinterpret_cast<std::uintptr_t>(parent)));
  }
  window_ = window;
  ::SetWindowLongPtrW(window_, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
  if (options_.files) {
    FileDrop::Client files;
    files.takes_at = [this](POINT place) {
      bool taken = false;
      tell([&] { taken = client_.takes_files_at({place.x / scale_, place.y / scale_}); });
      return taken;
    };
    files.left = [this] { tell([this] { client_.files_left(); }); };
    files.dropped = [this](POINT place, const std::vector<std::string>& paths) {
      tell([&] { client_.files_dropped({place.x / scale_, place.y / scale_}, paths); });
    };
    *files_.out() = new FileDrop(window_, std::move(files));
    if (!files_->begin()) files_.reset();
  }
  invalidate();
  set_visible(true);
  post(look_at_scale);
  return {};
}

void WindowsWindow::disconnect() noexcept {
  if (window_ == nullptr) return;
  const HWND window = std::exchange(window_, nullptr);
  if (files_) files_->end();
  files_.reset();
  ::SetWindowLongPtrW(window, GWLP_USERDATA, 0);
  ::DestroyWindow(window);
}

void WindowsWindow::lose() {
  const HWND window = std::exchange(window_, nullptr);
  if (window == nullptr) return;
  if (files_) files_->end();
  files_.reset();
  ::SetWindowLongPtrW(window, GWLP_USERDATA, 0);
  loop_.deliver([this] { client_.lost(); });
}

template <typename Call>
bool WindowsWindow::tell(Call&& call) {
  const std::shared_ptr<bool> exists = exists_;
  loop_.deliver([&] {
    // Another thread may have been inside, and have ended this meanwhile.
    if (*exists && window_ != nullptr) call();
  });
  return *exists && window_ != nullptr;
}

void WindowsWindow::post(Posted what, WPARAM value) const {
  if (window_ != nullptr) ::PostMessageW(window_, what, value, 0);
}

void WindowsWindow::set_size(PhysicalSize size) {
  size = possible(size);
  if (window_ == nullptr || size == size_) return;
  size_ = size;
  ::SetWindowPos(window_, nullptr, 0, 0, static_cast<int>(size.width),
                 static_cast<int>(size.height),
                 SWP_NOMOVE | SWP_NOZORDER | SWP_NOACTIVATE | SWP_NOOWNERZORDER);
  invalidate();
}

void WindowsWindow::set_scale(double scale) {
  scale_ = scale;
  invalidate();
}

void WindowsWindow::set_visible(bool visible) {
  if (window_ != nullptr) ::ShowWindow(window_, visible ? SW_SHOWNA : SW_HIDE);
}

void WindowsWindow::invalidate() {
  if (window_ == nullptr) return;
  invalid_.add({0, 0, static_cast<int>(size_.width), static_cast<int>(size_.height)});
  ::InvalidateRect(window_, nullptr, FALSE);
}

void WindowsWindow::invalidate(const Rect& area) {
  const PixelRect pixels = pixels_of(area, scale_).within(size_);
  if (window_ == nullptr || pixels.empty()) return;
  invalid_.add(pixels);
  const RECT rect = to_rect(pixels);
  ::InvalidateRect(window_, &rect, FALSE);
}

void WindowsWindow::set_cursor(Cursor cursor) {
  cursor_ = cursor;
  if (inside_) ::SetCursor(::LoadCursorA(nullptr, cursor_name(cursor_)));
}

void WindowsWindow::take_keyboard(bool take) {
  if (window_ == nullptr || !options_.keyboard) return;
  const HWND now = ::GetFocus();
  if (take && now != window_) {
    keyboard_before_ = now;
    ::SetFocus(window_);
  } else if (!take && now == window_) {
    const HWND before = std::exchange(keyboard_before_, nullptr);
    ::SetFocus(::IsWindow(before) != 0 ? before : ::GetAncestor(window_, GA_PARENT));
  }
}

void WindowsWindow::set_clipboard(std::string text) {
  if (window_ != nullptr && options_.keyboard) set_clipboard_text(window_, text);
}

void WindowsWindow::ask_clipboard() {
  if (options_.keyboard) post(paste, kPasteAttempts);
}

void WindowsWindow::start_drag(const DragContent& content, const DragCode& code) {
  if (window_ == nullptr || !options_.pointer) return;
  drag_ = content;
  drag_code_ = &code;
  post(begin_drag);
}

/// The system's own loop handles messages until the button is up: outside of any call of the
/// client's.
void WindowsWindow::run_drag() {
  const auto content = std::exchange(drag_, std::nullopt);
  if (!content) return;
  held_.reset();
  ::ReleaseCapture();
  const std::shared_ptr<bool> exists = exists_;
  const bool taken = drag_code_->drag(*content);
  if (*exists && window_ != nullptr) tell([&] { client_.drag_ended(taken); });
}

LRESULT CALLBACK WindowsWindow::receive(HWND window, UINT message, WPARAM first, LPARAM second) {
  auto* const self = reinterpret_cast<WindowsWindow*>(::GetWindowLongPtrW(window, GWLP_USERDATA));
  if (self != nullptr && self->window_ == window) {
    if (const auto answer = self->handle(message, first, second)) return *answer;
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
    case WM_DESTROY:
      lose();
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
      ::SetCursor(::LoadCursorA(nullptr, cursor_name(cursor_)));
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
      if (!std::exchange(inside_, true)) {
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
  if (size == size_) return;
  size_ = size;
  invalidate();
  tell([&] { client_.resized(size); });
}

void WindowsWindow::paint() {
  PixelRegion damage = update_region(window_);
  PAINTSTRUCT paint{};
  const HWND window = window_;
  const HDC to = ::BeginPaint(window, &paint);
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
    if (to != nullptr) frame_.show(to, damage.rects());
  });
  ::EndPaint(window, &paint);
}

}  // namespace attacca::gui
