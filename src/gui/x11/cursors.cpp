// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/cursors.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace attacca::gui {

namespace {

/// The glyph's number in X11's cursor font; its mask is the next one.
std::uint16_t glyph_of(Cursor cursor) {
  switch (cursor) {
    case Cursor::hand:
      return 60;
    case Cursor::text:
      return 152;
    case Cursor::cross:
      return 34;
    case Cursor::resize_width:
      return 108;
    case Cursor::resize_height:
      return 116;
    case Cursor::move:
      return 52;
    case Cursor::forbidden:
      return 24;
    case Cursor::arrow:
      break;
  }
  return 68;
}

}  // namespace

xcb_cursor_t X11Cursors::make(xcb_connection_t* xcb, Cursor cursor) {
  if (font_ == XCB_NONE) {
    constexpr std::string_view kFont = "cursor";
    font_ = xcb_generate_id(xcb);
    xcb_open_font(xcb, font_, static_cast<std::uint16_t>(kFont.size()), kFont.data());
  }
  const xcb_cursor_t made = xcb_generate_id(xcb);
  const std::uint16_t glyph = glyph_of(cursor);
  xcb_create_glyph_cursor(xcb, made, font_, font_, glyph, static_cast<std::uint16_t>(glyph + 1), 0,
                          0, 0, 0xFFFF, 0xFFFF, 0xFFFF);
  return made;
}

void X11Cursors::set(xcb_connection_t* xcb, xcb_window_t window, Cursor cursor) {
  if (cursor == shown_) return;
  shown_ = cursor;
  // The arrow is the host's, or the desktop's own.
  std::uint32_t value = XCB_CURSOR_NONE;
  if (cursor != Cursor::arrow) {
    xcb_cursor_t& made = made_.at(static_cast<std::size_t>(cursor));
    if (made == XCB_CURSOR_NONE) made = make(xcb, cursor);
    value = made;
  }
  xcb_change_window_attributes(xcb, window, XCB_CW_CURSOR, &value);
}

}  // namespace attacca::gui
