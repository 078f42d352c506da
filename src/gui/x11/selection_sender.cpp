// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/selection_sender.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace attacca::gui {

X11SelectionSender::X11SelectionSender(X11Connection& connection, xcb_window_t window)
    : connection_(connection), window_(window), incr_(connection.atom("INCR")) {}

void X11SelectionSender::notify(const xcb_selection_request_event_t& asked, xcb_atom_t property) {
  xcb_selection_notify_event_t answer{};
  answer.response_type = XCB_SELECTION_NOTIFY;
  answer.time = asked.time;
  answer.requestor = asked.requestor;
  answer.selection = asked.selection;
  answer.target = asked.target;
  answer.property = property;
  xcb_send_event(connection_.xcb(), 0, asked.requestor, XCB_EVENT_MASK_NO_EVENT,
                 reinterpret_cast<const char*>(&answer));
  connection_.flush(window_);
}

/// Our own window hears of its properties anyway, and its events are others' too.
void X11SelectionSender::watch(xcb_window_t requestor, bool watches) {
  if (requestor == window_) return;
  const std::uint32_t mask = watches ? XCB_EVENT_MASK_PROPERTY_CHANGE : XCB_EVENT_MASK_NO_EVENT;
  xcb_change_window_attributes(connection_.xcb(), requestor, XCB_CW_EVENT_MASK, &mask);
}

void X11SelectionSender::answer(const xcb_selection_request_event_t& asked, xcb_atom_t type,
                                const std::shared_ptr<const std::string>& data) {
  if (data == nullptr) return notify(asked, XCB_ATOM_NONE);
  xcb_connection_t* const xcb = connection_.xcb();
  const xcb_atom_t property = property_of(asked);
  if (data->size() <= kPiece) {
    xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, asked.requestor, property, type, 8,
                        static_cast<std::uint32_t>(data->size()), data->data());
    return notify(asked, property);
  }
  watch(asked.requestor, true);
  const auto least = static_cast<std::uint32_t>(std::min<std::size_t>(data->size(), UINT32_MAX));
  xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, asked.requestor, property, incr_, 32, 1, &least);
  transfers_[next_++ % transfers_.size()] = {asked.requestor, property, type, data};
  notify(asked, property);
}

bool X11SelectionSender::handle_property(const xcb_property_notify_event_t& event) {
  if (event.state != XCB_PROPERTY_DELETE) return false;
  Transfer* found = nullptr;
  Transfer* other = nullptr;  // of the same window
  for (Transfer& transfer : transfers_) {
    if (transfer.data == nullptr || transfer.requestor != event.window) continue;
    (transfer.property == event.atom ? found : other) = &transfer;
  }
  if (found == nullptr) return false;
  const std::size_t length = std::min(found->data->size() - found->sent, kPiece);
  // The last piece is one of no length.
  xcb_change_property(connection_.xcb(), XCB_PROP_MODE_REPLACE, found->requestor, found->property,
                      found->type, 8, static_cast<std::uint32_t>(length),
                      found->data->data() + found->sent);
  found->sent += length;
  if (length == 0) {
    found->data.reset();
    if (other == nullptr) watch(found->requestor, false);
  }
  connection_.flush(window_);
  return true;
}

}  // namespace attacca::gui
