// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/window.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace attacca::gui {

namespace {

constexpr std::uint32_t kLargestWindow = 16384;  ///< pixels on a side, as a frame may have
constexpr int kPasteAttempts = 10;

std::string hex(std::uintptr_t value) {
  char text[2 + 16 + 1];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

RECT to_rect(const PixelRect& area) {
  return {area.left, area.top, area.right, area.bottom};
}

/// The client's side.
class OwnedWindow final : public Window {
 public:
  explicit OwnedWindow(std::shared_ptr<WindowsWindow> window) : window_(std::move(window)) {}
  ~OwnedWindow() override { window_->end(); }
  OwnedWindow(const OwnedWindow&) = delete;
  OwnedWindow& operator=(const OwnedWindow&) = delete;

  void set_size(PhysicalSize size) override { window_->set_size(size); }
  void set_scale(double scale) override { window_->set_scale(scale); }
  void set_visible(bool visible) override { window_->set_visible(visible); }
  void invalidate() override { window_->invalidate(); }
  void invalidate(const Rect& area) override { window_->invalidate(area); }
  void set_cursor(Cursor cursor) override { window_->set_cursor(cursor); }
  void take_keyboard(bool take) override { window_->take_keyboard(take); }
  void set_clipboard(std::string text) override { window_->set_clipboard(std::move(text)); }
  void ask_clipboard() override { window_->ask_clipboard(); }
  void start_drag(const DragContent& content, const DragCode& code) override {
    window_->start_drag(content, code);
  }
  [[nodiscard]] bool is_alive() const override { return window_->is_alive(); }

 private:
  const std::shared_ptr<WindowsWindow> window_;
};

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
  auto window = std::make_shared<WindowsWindow>(*system, std::move(kind), options, client, loop);
  const auto created = window->create(reinterpret_cast<HWND>(parent.handle));
  if (!created) return fail(created.error().message);
  window->of_native_ = window;
  auto owned = std::make_unique<OwnedWindow>(window);
  window->take_files();
  window->invalidate();
  window->set_visible(true);
  window->post(look_at_scale);
  return owned;
}

WindowsWindow::WindowsWindow(const std::shared_ptr<DrawingSystem>& system,
                             std::shared_ptr<core::WindowClass> kind, const WindowOptions& options,
                             WindowClient& client, EventLoop& loop)
    : frame_(system),
      class_(std::move(kind)),
      client_(client),
      deliver_(loop.deliverer()),
      options_(options),
      size_(possible(options.size)),
      scale_(options.scale) {}

PhysicalSize WindowsWindow::possible(PhysicalSize size) {
  return {std::clamp(size.width, 1u, kLargestWindow), std::clamp(size.height, 1u, kLargestWindow)};
}

Result<void> WindowsWindow::create(HWND parent) {
  if (::IsWindow(parent) == 0) {
    return fail("cannot open the editor: the host's window " +
                hex(reinterpret_cast<std::uintptr_t>(parent)) +
                " does not exist; the host must create it first");
  }
  const PhysicalSize size = size_;
  const HWND window =
      ::CreateWindowExW(0, class_->name(), L"", WS_CHILD | WS_CLIPSIBLINGS | WS_CLIPCHILDREN, 0, 0,
                        static_cast<int>(size.width), static_cast<int>(size.height), parent,
                        nullptr, core::WindowClass::binary(), nullptr);
  if (window == nullptr) {
    return fail("cannot open the editor: Windows error " + std::to_string(::GetLastError()) +
                " while creating a window in the host's window " +
                hex(reinterpret_cast<std::uintptr_t>(parent)));
  }
  window_ = window;
  ::SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
  return {};
}

void WindowsWindow::take_files() {
  if (!options_.files) return;
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

bool WindowsWindow::is_here() const noexcept {
  return ::GetWindowThreadProcessId(window_, nullptr) == ::GetCurrentThreadId();
}

void WindowsWindow::end() noexcept {
  const bool here = is_here();
  const HWND window = window_.exchange(nullptr);
  if (window == nullptr) return;
  // A window ends on its own thread alone, and so does what OLE has for it.
  if (here) {
    ::DestroyWindow(window);
  } else {
    class_->stay();  // who knows when that thread comes to it
    ::PostMessageW(window, destroy, 0, 0);
  }
}

void WindowsWindow::post(Posted what, WPARAM value) const {
  if (const HWND window = window_) ::PostMessageW(window, what, value, 0);
}

void WindowsWindow::set_size(PhysicalSize size) {
  size = possible(size);
  if (window_ == nullptr || size == size_) return;
  size_ = size;
  // Another thread does not wait for this one, which may be waiting for it at the gate.
  ::SetWindowPos(
      window_, nullptr, 0, 0, static_cast<int>(size.width), static_cast<int>(size.height),
      SWP_NOMOVE | SWP_NOZORDER | SWP_NOACTIVATE | SWP_NOOWNERZORDER | SWP_ASYNCWINDOWPOS);
  invalidate();
}

void WindowsWindow::set_scale(double scale) {
  scale_ = scale;
  invalidate();
}

void WindowsWindow::set_visible(bool visible) {
  if (window_ == nullptr) return;
  const auto show = is_here() ? &::ShowWindow : &::ShowWindowAsync;
  show(window_, visible ? SW_SHOWNA : SW_HIDE);
}

void WindowsWindow::invalidate() {
  if (window_ == nullptr) return;
  const PhysicalSize size = size_;
  invalid_.add({0, 0, static_cast<int>(size.width), static_cast<int>(size.height)});
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
  if (inside_) show_cursor();
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
  drags_.push_back({content, &code});
  post(begin_drag);
}

}  // namespace attacca::gui
