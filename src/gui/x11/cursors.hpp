// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>

#include <xcb/xcb.h>

#include "attacca/gui/cursor.hpp"

namespace attacca::gui {

/// The cursors of one connection, out of the font that every X server has; made when they are first
/// shown, and gone with the connection. [main]
class X11Cursors {
 public:
  /// Does nothing if `window` has it already.
  void set(xcb_connection_t* xcb, xcb_window_t window, Cursor cursor);

 private:
  xcb_cursor_t make(xcb_connection_t* xcb, Cursor cursor);

  xcb_font_t font_ = XCB_NONE;
  std::array<xcb_cursor_t, 8> made_{};  ///< by Cursor; none: not shown yet
  Cursor shown_ = Cursor::arrow;
};

}  // namespace attacca::gui
