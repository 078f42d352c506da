// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/gui/x11/test_connection.hpp"

namespace attacca::gui {

/// Another program's window that things may be dropped on, which says what a test has it say.
class X11DropTarget : public X11TestConnection {
 public:
  /// 200 × 100 pixels, in front of all windows that are there already.
  X11DropTarget(std::int16_t x, std::int16_t y) : window_(create_window(x, y, 200, 100, 0)) {
    constexpr std::uint32_t kVersion = 5;
    xcb_change_property(xcb_, XCB_PROP_MODE_REPLACE, window_, atom("XdndAware"), XCB_ATOM_ATOM, 32,
                        1, &kVersion);
    xcb_map_window(xcb_, window_);
    sync();
  }

  /// How often it has been told this, "XdndEnter" say.
  int told(const char* message) {
    read();
    return static_cast<int>(std::count(messages_.begin(), messages_.end(), atom(message)));
  }
  void accept() { send_message(source_, "XdndStatus", {window_, 1, 0, 0, atom("XdndActionCopy")}); }
  void finish(bool took) {
    send_message(source_, "XdndFinished", {window_, took ? 1u : 0u, 0, 0, 0});
  }
  void destroy() {
    xcb_destroy_window(xcb_, window_);
    sync();
  }

 private:
  void read() {
    while (const auto event = take(xcb_poll_for_event(xcb_))) {
      if ((event->response_type & 0x7Fu) != XCB_CLIENT_MESSAGE) continue;
      const auto& message = reinterpret_cast<const xcb_client_message_event_t&>(*event);
      source_ = message.data.data32[0];
      messages_.push_back(message.type);
    }
  }

  xcb_window_t window_;
  xcb_window_t source_ = 0;
  std::vector<xcb_atom_t> messages_;
};

}  // namespace attacca::gui
