// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "platform/windows/message_window.hpp"

#include <algorithm>
#include <utility>

#include "platform/windows/window_class.hpp"

namespace attacca::core {

namespace {

constexpr UINT kPosted = WM_APP;
constexpr UINT kEnd = WM_APP + 1;

}  // namespace

/// What the window and its owner have in common. Either may be the last.
struct MessageWindow::Shared {
  Client client;
  std::shared_ptr<WindowClass> kind;
  std::atomic<bool> ended{false};
  std::shared_ptr<Shared> of_the_window;  ///< itself, while there is a window

  static LRESULT CALLBACK handle(HWND window, UINT message, WPARAM first, LPARAM second) {
    auto* const raw = reinterpret_cast<Shared*>(::GetWindowLongPtrW(window, GWLP_USERDATA));
    if (raw == nullptr) return ::DefWindowProcW(window, message, first, second);
    const std::shared_ptr<Shared> self = raw->of_the_window;
    const bool ended = self->ended.load(std::memory_order_acquire);
    switch (message) {
      case kPosted:
        if (!ended) self->client.posted(first);
        return 0;
      case WM_TIMER:
        // One that was stopped on another thread, which cannot end the system's.
        if (!ended && !self->client.due(first)) ::KillTimer(window, first);
        return 0;
      case kEnd:
        ::DestroyWindow(window);
        return 0;
      case WM_NCDESTROY:
        ::SetWindowLongPtrW(window, GWLP_USERDATA, 0);
        self->of_the_window.reset();
        break;
      default:
        break;
    }
    return ::DefWindowProcW(window, message, first, second);
  }
};

MessageWindow::MessageWindow(Client client) : shared_(std::make_shared<Shared>()) {
  shared_->client = std::move(client);
  shared_->kind = WindowClass::get(L"messages", &Shared::handle, 0);
  if (shared_->kind == nullptr) return;
  const HWND window = ::CreateWindowExW(0, shared_->kind->name(), L"", 0, 0, 0, 0, 0, HWND_MESSAGE,
                                        nullptr, WindowClass::binary(), nullptr);
  if (window == nullptr) return;
  shared_->of_the_window = shared_;
  ::SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(shared_.get()));
  window_ = window;
}

MessageWindow::~MessageWindow() {
  shared_->ended.store(true, std::memory_order_release);
  const auto window = static_cast<HWND>(window_);
  if (window == nullptr) return;
  if (!exists()) {
    shared_->of_the_window.reset();
    return;
  }
  // A window ends on its own thread alone.
  if (is_here()) {
    ::DestroyWindow(window);
  } else {
    shared_->kind->stay();  // who knows when that thread comes to it
    ::PostMessageW(window, kEnd, 0, 0);
  }
}

bool MessageWindow::is_here() const noexcept {
  return exists() &&
         ::GetWindowThreadProcessId(static_cast<HWND>(window_), nullptr) == ::GetCurrentThreadId();
}

bool MessageWindow::exists() const noexcept {
  // The system may have given the number to another one.
  return window_ != nullptr && ::GetWindowLongPtrW(static_cast<HWND>(window_), GWLP_USERDATA) ==
                                   reinterpret_cast<LONG_PTR>(shared_.get());
}

bool MessageWindow::post(std::uintptr_t value) const noexcept {
  return window_ != nullptr && ::PostMessageW(static_cast<HWND>(window_), kPosted, value, 0) != 0;
}

bool MessageWindow::start_timer(std::uintptr_t number, std::chrono::milliseconds period) noexcept {
  const auto milliseconds = static_cast<UINT>(
      std::clamp<std::int64_t>(period.count(), USER_TIMER_MINIMUM, USER_TIMER_MAXIMUM));
  return window_ != nullptr &&
         ::SetTimer(static_cast<HWND>(window_), number, milliseconds, nullptr) != 0;
}

void MessageWindow::stop_timer(std::uintptr_t number) noexcept {
  if (window_ != nullptr) ::KillTimer(static_cast<HWND>(window_), number);
}

bool this_thread_has_windows() noexcept {
  bool found = false;
  const auto note = [](HWND, LPARAM result) -> BOOL {
    *reinterpret_cast<bool*>(result) = true;
    return FALSE;
  };
  ::EnumThreadWindows(::GetCurrentThreadId(), note, reinterpret_cast<LPARAM>(&found));
  return found;
}

}  // namespace attacca::core
