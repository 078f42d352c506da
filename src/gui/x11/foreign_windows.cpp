// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/foreign_windows.hpp"

#include <algorithm>

#include "gui/x11/event_cast.hpp"

namespace attacca::gui {

void X11ForeignWindows::select(xcb_window_t window) {
  std::uint32_t mask = XCB_EVENT_MASK_NO_EVENT;
  for (const Interest& interest : interests_) {
    if (interest.window == window) mask |= interest.events;
  }
  xcb_change_window_attributes(connection_.xcb(), window, XCB_CW_EVENT_MASK, &mask);
}

void X11ForeignWindows::begin(xcb_window_t window, std::uint32_t events) {
  if (window == own_ || window == XCB_WINDOW_NONE) return;
  interests_.push_back({window, events});
  select(window);
}

void X11ForeignWindows::end(xcb_window_t window, std::uint32_t events) {
  const auto found = std::find(interests_.begin(), interests_.end(), Interest{window, events});
  if (found == interests_.end()) return;
  interests_.erase(found);
  select(window);
}

void X11ForeignWindows::forget(xcb_window_t window) {
  std::erase_if(interests_, [=](const Interest& interest) { return interest.window == window; });
}

xcb_window_t gone_window(const xcb_generic_event_t& event) noexcept {
  switch (event.response_type & 0x7Fu) {
    case XCB_DESTROY_NOTIFY:
      return as<xcb_destroy_notify_event_t>(event).window;
    case 0: {
      const auto& error = as<xcb_generic_error_t>(event);
      return error.error_code == XCB_WINDOW ? error.resource_id : xcb_window_t{XCB_WINDOW_NONE};
    }
    default:
      return XCB_WINDOW_NONE;
  }
}

}  // namespace attacca::gui
