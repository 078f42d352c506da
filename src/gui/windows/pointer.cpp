// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/pointer.hpp"

#include <cmath>

#include <windowsx.h>

namespace attacca::gui {

namespace {

using Kind = PointerEvent::Kind;
using Button = PointerEvent::Button;

PointerEvent event_at(POINT place, WPARAM state, double scale) {
  PointerEvent event;
  event.position = {place.x / scale, place.y / scale};
  event.shift = (state & MK_SHIFT) != 0;
  event.control = (state & MK_CONTROL) != 0;
  event.alt = ::GetKeyState(VK_MENU) < 0;
  return event;
}

void set_kind(PointerEvent& event, UINT message) {
  switch (message) {
    case WM_LBUTTONDOWN:
    case WM_LBUTTONUP:
      event.button = Button::left;
      break;
    case WM_MBUTTONDOWN:
    case WM_MBUTTONUP:
      event.button = Button::middle;
      break;
    case WM_RBUTTONDOWN:
    case WM_RBUTTONUP:
      event.button = Button::right;
      break;
    case WM_XBUTTONDOWN:
    case WM_XBUTTONUP:
      event.button = Button::other;
      break;
    default:
      return;
  }
  const bool down = message == WM_LBUTTONDOWN || message == WM_MBUTTONDOWN ||
                    message == WM_RBUTTONDOWN || message == WM_XBUTTONDOWN;
  event.kind = down ? Kind::press : Kind::release;
}

}  // namespace

PointerEvent to_pointer_event(UINT message, WPARAM first, LPARAM second, double scale) {
  PointerEvent event = event_at({GET_X_LPARAM(second), GET_Y_LPARAM(second)}, first, scale);
  set_kind(event, message);
  return event;
}

PointerEvent to_scroll_event(HWND window, UINT message, WPARAM first, LPARAM second, double scale) {
  POINT place{GET_X_LPARAM(second), GET_Y_LPARAM(second)};
  ::ScreenToClient(window, &place);
  PointerEvent event = event_at(place, GET_KEYSTATE_WPARAM(first), scale);
  event.kind = Kind::scroll;
  const double notches = GET_WHEEL_DELTA_WPARAM(first) / double{WHEEL_DELTA};
  (message == WM_MOUSEWHEEL ? event.scroll_y : event.scroll_x) = notches;
  return event;
}

int ClickCounter::count(const PointerEvent& press, double scale, DWORD time) {
  const bool follows =
      clicks_ > 0 && press.button == last_.button && time - time_ <= ::GetDoubleClickTime() &&
      std::abs(press.position.x - last_.position.x) * scale <= ::GetSystemMetrics(SM_CXDOUBLECLK) &&
      std::abs(press.position.y - last_.position.y) * scale <= ::GetSystemMetrics(SM_CYDOUBLECLK);
  clicks_ = follows ? clicks_ + 1 : 1;
  last_ = press;
  time_ = time;
  return clicks_;
}

}  // namespace attacca::gui
