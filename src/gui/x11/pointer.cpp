// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/pointer.hpp"

#include <cstdint>
#include <cstdlib>

namespace attacca::gui {

namespace {

using Kind = PointerEvent::Kind;
using Button = PointerEvent::Button;

template <typename Event>
PointerEvent base_event(const Event& event, Kind kind, double scale) {
  PointerEvent result;
  result.kind = kind;
  result.position = {event.event_x / scale, event.event_y / scale};
  result.shift = (event.state & XCB_MOD_MASK_SHIFT) != 0;
  result.control = (event.state & XCB_MOD_MASK_CONTROL) != 0;
  result.alt = (event.state & XCB_MOD_MASK_1) != 0;
  return result;
}

Button button_of(xcb_button_t detail) {
  switch (detail) {
    case 1:
      return Button::left;
    case 2:
      return Button::middle;
    case 3:
      return Button::right;
    default:
      return Button::other;
  }
}

constexpr std::uint32_t kDoubleClick = 400;  // milliseconds, as desktops have it
constexpr double kSamePlace = 4;             // logical pixels

}  // namespace

int ClickCounter::count(const xcb_button_press_event_t& event, double scale) {
  const bool follows = clicks_ > 0 && event.detail == last_.detail &&
                       event.time - last_.time <= kDoubleClick &&
                       std::abs(event.event_x - last_.event_x) <= kSamePlace * scale &&
                       std::abs(event.event_y - last_.event_y) <= kSamePlace * scale;
  clicks_ = follows ? clicks_ + 1 : 1;
  last_ = event;
  return clicks_;
}

std::optional<PointerEvent> to_pointer_event(const xcb_button_press_event_t& event, double scale) {
  const bool pressed = (event.response_type & 0x7Fu) == XCB_BUTTON_PRESS;
  const bool wheel = event.detail >= 4 && event.detail <= 7;
  if (wheel && !pressed) return std::nullopt;
  PointerEvent result = base_event(event,
                                   wheel     ? Kind::scroll
                                   : pressed ? Kind::press
                                             : Kind::release,
                                   scale);
  if (!wheel) result.button = button_of(event.detail);
  if (event.detail == 4) result.scroll_y = 1;
  if (event.detail == 5) result.scroll_y = -1;
  if (event.detail == 6) result.scroll_x = -1;
  if (event.detail == 7) result.scroll_x = 1;
  return result;
}

PointerEvent to_pointer_event(const xcb_motion_notify_event_t& event, double scale) {
  return base_event(event, Kind::move, scale);
}

PointerEvent to_pointer_event(const xcb_leave_notify_event_t& event, double scale) {
  return base_event(event, Kind::leave, scale);
}

}  // namespace attacca::gui
