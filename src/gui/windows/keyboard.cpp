// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/keyboard.hpp"

#include <array>

#include "platform/windows/utf16.hpp"

namespace attacca::gui {

namespace {

/// One of the bits that the system keeps for itself and leaves 0.
constexpr LPARAM kPassedOn = LPARAM{1} << 25;

struct Named {
  int code;
  Key key;
};

constexpr std::array kNamed{
    Named{VK_RETURN, Key::enter},   Named{VK_ESCAPE, Key::escape},  Named{VK_TAB, Key::tab},
    Named{VK_BACK, Key::backspace}, Named{VK_DELETE, Key::del},     Named{VK_INSERT, Key::insert},
    Named{VK_LEFT, Key::left},      Named{VK_RIGHT, Key::right},    Named{VK_UP, Key::up},
    Named{VK_DOWN, Key::down},      Named{VK_HOME, Key::home},      Named{VK_END, Key::end},
    Named{VK_PRIOR, Key::page_up},  Named{VK_NEXT, Key::page_down}, Named{VK_APPS, Key::menu},
    Named{VK_F1, Key::f1},          Named{VK_F2, Key::f2},          Named{VK_F3, Key::f3},
    Named{VK_F4, Key::f4},          Named{VK_F5, Key::f5},          Named{VK_F6, Key::f6},
    Named{VK_F7, Key::f7},          Named{VK_F8, Key::f8},          Named{VK_F9, Key::f9},
    Named{VK_F10, Key::f10},        Named{VK_F11, Key::f11},        Named{VK_F12, Key::f12},
};

Key key_of(WPARAM code) {
  for (const Named& named : kNamed) {
    if (static_cast<WPARAM>(named.code) == code) return named.key;
  }
  return Key::other;
}

bool is_down(int code) {
  return ::GetKeyState(code) < 0;
}

/// The letter on the key, whatever modifiers do.
char32_t letter_of(WPARAM code) {
  const UINT letter = ::MapVirtualKeyW(static_cast<UINT>(code), MAPVK_VK_TO_CHAR) & 0xFFFFu;
  if (letter == 0) return 0;
  wchar_t lower = static_cast<wchar_t>(letter);
  ::CharLowerBuffW(&lower, 1);
  return lower < 0x20 ? 0 : lower;
}

bool is_char(UINT message) {
  return message == WM_CHAR || message == WM_SYSCHAR;
}

bool is_modifier(WPARAM code) {
  return code == VK_SHIFT || code == VK_CONTROL || code == VK_MENU || code == VK_LWIN ||
         code == VK_RWIN || code == VK_CAPITAL || code == VK_NUMLOCK;
}

}  // namespace

bool Keyboard::has_passed_on(LPARAM second) noexcept {
  return (second & kPassedOn) != 0;
}

void Keyboard::pass_on(HWND window, UINT message, WPARAM first, LPARAM second) const {
  const HWND host = ::GetAncestor(window, GA_PARENT);
  if (host == nullptr) return;
  ::PostMessageW(host, message, first, second | kPassedOn);
  if (is_char(message)) return;
  const UINT kind = message == WM_SYSKEYDOWN ? WM_SYSCHAR : WM_CHAR;
  for (const wchar_t unit : typed_) ::PostMessageW(host, kind, unit, second | kPassedOn);
}

void Keyboard::add(wchar_t unit) {
  if (unit >= 0xD800 && unit < 0xDC00) {
    high_ = unit;
    return;
  }
  if (high_ != 0) typed_ += high_;
  high_ = 0;
  typed_ += unit;
}

std::optional<KeyEvent> Keyboard::translate(HWND window, UINT message, WPARAM first,
                                            LPARAM second) {
  KeyEvent event;
  event.shift = is_down(VK_SHIFT);
  event.control = is_down(VK_CONTROL);
  event.alt = is_down(VK_MENU);
  typed_.clear();
  bool being_put_together = false;
  if (is_char(message)) {
    add(static_cast<wchar_t>(first));
    being_put_together = high_ != 0;
  } else {
    event.kind =
        (second & (LPARAM{1} << 31)) != 0 ? KeyEvent::Kind::release : KeyEvent::Kind::press;
    event.key = key_of(first);
    event.letter = letter_of(first);
    MSG next{};
    // What it types lies in the queue already.
    while (event.kind == KeyEvent::Kind::press &&
           ::PeekMessageW(&next, window, WM_CHAR, WM_DEADCHAR, PM_REMOVE) != 0) {
      if (next.message == WM_DEADCHAR) being_put_together = true;
      if (next.message == WM_CHAR) add(static_cast<wchar_t>(next.wParam));
    }
    while (event.kind == KeyEvent::Kind::press &&
           ::PeekMessageW(&next, window, WM_SYSCHAR, WM_SYSDEADCHAR, PM_REMOVE) != 0) {
      if (next.message == WM_SYSCHAR) add(static_cast<wchar_t>(next.wParam));
    }
  }
  if (being_put_together && typed_.empty()) return std::nullopt;
  if (!is_char(message) && is_modifier(first)) return std::nullopt;
  std::wstring printable;
  for (const wchar_t unit : typed_) {
    if (unit >= 0x20 && unit != 0x7F) printable += unit;
  }
  event.text = core::to_utf8(printable);
  // AltGr is both to Windows; what it types is a text like any other.
  if (event.control && event.alt && !event.text.empty()) event.control = event.alt = false;
  if (event.control || event.alt) event.text.clear();
  if (is_char(message) && event.text.empty()) return std::nullopt;
  return event;
}

}  // namespace attacca::gui
