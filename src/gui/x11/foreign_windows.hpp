// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <vector>

#include <xcb/xcb.h>

#include "gui/x11/connection.hpp"

namespace attacca::gui {

/// What we hear of windows that are not ours, for several who ask: the server keeps one mask of
/// events for each window and connection. Our own window's mask is left alone: it hears of its end
/// and its properties anyway. Who asks about a window that is gone already gets an error, and so
/// handle_gone() below, as for one that ends later. [main]
class X11ForeignWindows {
 public:
  /// Borrows the connection. `own` is our window.
  X11ForeignWindows(X11Connection& connection, xcb_window_t own)
      : connection_(connection), own_(own) {}

  /// From now on XCB_EVENT_MASK_… of `window` come too, until end() has been called as often.
  void begin(xcb_window_t window, std::uint32_t events);
  void end(xcb_window_t window, std::uint32_t events);
  /// The server says that there is no such window: nothing is asked about it any more.
  void forget(xcb_window_t window);

 private:
  struct Interest {
    xcb_window_t window;
    std::uint32_t events;
    bool operator==(const Interest&) const = default;
  };
  void select(xcb_window_t window);

  X11Connection& connection_;
  xcb_window_t own_;
  std::vector<Interest> interests_;
};

/// The window, not ours, that an event says is gone: it was destroyed, or a request about it was an
/// error for want of it. XCB_WINDOW_NONE: the event says nothing of the kind. [any]
[[nodiscard]] xcb_window_t gone_window(const xcb_generic_event_t& event) noexcept;

}  // namespace attacca::gui
