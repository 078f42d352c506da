// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/xdnd.hpp"

#include <algorithm>
#include <memory>

namespace attacca::gui {

X11Xdnd::X11Xdnd(X11Connection& connection, xcb_window_t window)
    : connection_(connection), window_(window) {
  static constexpr std::array<const char*, count> kNames{"XdndAware",
                                                         "XdndEnter",
                                                         "XdndPosition",
                                                         "XdndStatus",
                                                         "XdndLeave",
                                                         "XdndDrop",
                                                         "XdndFinished",
                                                         "XdndSelection",
                                                         "XdndTypeList",
                                                         "XdndActionCopy",
                                                         "text/uri-list",
                                                         "UTF8_STRING",
                                                         "text/plain;charset=utf-8",
                                                         "TARGETS",
                                                         "ATTACCA_DROP"};
  xcb_connection_t* const xcb = connection_.xcb();
  const auto asked = xcb_get_geometry(xcb, window);
  connection_.atoms(kNames, atoms_);
  const std::unique_ptr<xcb_get_geometry_reply_t, FreeWithC> geometry(
      xcb_get_geometry_reply(xcb, asked, nullptr));
  if (geometry) root_ = geometry->root;
}

void X11Xdnd::send(Name name, xcb_window_t to, const std::array<std::uint32_t, 4>& data) const {
  xcb_client_message_event_t message{};
  message.response_type = XCB_CLIENT_MESSAGE;
  message.format = 32;
  message.window = to;
  message.type = atom(name);
  message.data.data32[0] = window_;
  std::copy(data.begin(), data.end(), &message.data.data32[1]);
  xcb_send_event(connection_.xcb(), 0, to, XCB_EVENT_MASK_NO_EVENT,
                 reinterpret_cast<const char*>(&message));
  connection_.flush(window_);
}

}  // namespace attacca::gui
