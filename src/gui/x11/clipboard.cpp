// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/clipboard.hpp"

#include <cstdint>
#include <memory>
#include <utility>

namespace attacca::gui {

X11Clipboard::X11Clipboard(X11Connection& connection, xcb_window_t window)
    : connection_(connection), window_(window) {
  constexpr std::array<const char*, count> kNames{"CLIPBOARD", "UTF8_STRING", "TARGETS",
                                                  "ATTACCA_CLIPBOARD"};
  for (std::size_t i = 0; i < count; ++i) atoms_[i] = connection_.atom(kNames[i]);
}

void X11Clipboard::set(std::string text) {
  // A request to the server has a largest size, and one that is larger ends the connection.
  if (text.size() > kMostBytes) return;
  text_ = std::move(text);
  xcb_set_selection_owner(connection_.xcb(), window_, atom(clipboard), XCB_CURRENT_TIME);
  connection_.flush(window_);
}

void X11Clipboard::ask() {
  xcb_convert_selection(connection_.xcb(), window_, atom(clipboard), atom(utf8), atom(transfer),
                        XCB_CURRENT_TIME);
  connection_.flush(window_);
}

void X11Clipboard::handle_request(const xcb_selection_request_event_t& event) {
  xcb_selection_notify_event_t answer{};
  answer.response_type = XCB_SELECTION_NOTIFY;
  answer.time = event.time;
  answer.requestor = event.requestor;
  answer.selection = event.selection;
  answer.target = event.target;
  // Old programs name no property, and mean the target.
  const xcb_atom_t property = event.property != XCB_ATOM_NONE ? event.property : event.target;
  xcb_connection_t* const xcb = connection_.xcb();
  if (text_ && event.target == atom(targets)) {
    const std::array<xcb_atom_t, 2> offered{atom(targets), atom(utf8)};
    xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, event.requestor, property, XCB_ATOM_ATOM, 32,
                        static_cast<std::uint32_t>(offered.size()), offered.data());
    answer.property = property;
  } else if (text_ && event.target == atom(utf8)) {
    xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, event.requestor, property, atom(utf8), 8,
                        static_cast<std::uint32_t>(text_->size()), text_->data());
    answer.property = property;
  }
  xcb_send_event(xcb, 0, event.requestor, XCB_EVENT_MASK_NO_EVENT,
                 reinterpret_cast<const char*>(&answer));
}

std::optional<std::string> X11Clipboard::handle_notify(const xcb_selection_notify_event_t& event) {
  if (event.property != atom(transfer)) return std::nullopt;  // refused
  xcb_connection_t* const xcb = connection_.xcb();
  const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(xcb_get_property_reply(
      xcb, xcb_get_property(xcb, 0, window_, event.property, atom(utf8), 0, kMostBytes / 4),
      nullptr));
  xcb_delete_property(xcb, window_, event.property);
  // Of another type where it would come in pieces (INCR); the rest of one that is too long stays
  // with the server.
  if (!reply || reply->type != atom(utf8) || reply->format != 8 || reply->bytes_after > 0) {
    return std::nullopt;
  }
  const auto* const bytes = static_cast<const char*>(xcb_get_property_value(reply.get()));
  return std::string(bytes, static_cast<std::size_t>(xcb_get_property_value_length(reply.get())));
}

}  // namespace attacca::gui
