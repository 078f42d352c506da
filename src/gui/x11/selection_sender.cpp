// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/selection_sender.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace attacca::gui {

namespace {

constexpr std::uint32_t kOfRequestor =
    XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_STRUCTURE_NOTIFY;

}  // namespace

X11SelectionSender::X11SelectionSender(X11Connection& connection, xcb_window_t window,
                                       X11ForeignWindows& others)
    : connection_(connection), window_(window), others_(others), incr_(connection.atom("INCR")) {}

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

X11SelectionSender::Transfer* X11SelectionSender::find(xcb_window_t requestor,
                                                       xcb_atom_t property) {
  for (Transfer& transfer : transfers_) {
    if (transfer.data != nullptr && transfer.requestor == requestor &&
        transfer.property == property) {
      return &transfer;
    }
  }
  return nullptr;
}

X11SelectionSender::Transfer& X11SelectionSender::place_for_one() {
  for (Transfer& transfer : transfers_) {
    if (transfer.data == nullptr) return transfer;
  }
  Transfer& given_up = transfers_[next_++ % transfers_.size()];
  end(given_up);
  return given_up;
}

void X11SelectionSender::end(Transfer& transfer) {
  transfer.data.reset();
  others_.end(transfer.requestor, kOfRequestor);
}

void X11SelectionSender::answer(const xcb_selection_request_event_t& asked, xcb_atom_t type,
                                const std::shared_ptr<const std::string>& data) {
  xcb_connection_t* const xcb = connection_.xcb();
  const xcb_atom_t property = property_of(asked);
  if (Transfer* const before = find(asked.requestor, property)) end(*before);
  if (data == nullptr) return notify(asked, XCB_ATOM_NONE);
  if (data->size() <= kPiece) {
    xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, asked.requestor, property, type, 8,
                        static_cast<std::uint32_t>(data->size()), data->data());
    return notify(asked, property);
  }
  place_for_one() = {asked.requestor, property, type, data};
  others_.begin(asked.requestor, kOfRequestor);
  const auto least = static_cast<std::uint32_t>(std::min<std::size_t>(data->size(), UINT32_MAX));
  xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, asked.requestor, property, incr_, 32, 1, &least);
  notify(asked, property);
}

bool X11SelectionSender::handle_property(const xcb_property_notify_event_t& event) {
  if (event.state != XCB_PROPERTY_DELETE) return false;
  Transfer* const found = find(event.window, event.atom);
  if (found == nullptr) return false;
  const std::size_t length = std::min(found->data->size() - found->sent, kPiece);
  // The last piece is one of no length.
  xcb_change_property(connection_.xcb(), XCB_PROP_MODE_REPLACE, found->requestor, found->property,
                      found->type, 8, static_cast<std::uint32_t>(length),
                      found->data->data() + found->sent);
  found->sent += length;
  if (length == 0) end(*found);
  connection_.flush(window_);
  return true;
}

void X11SelectionSender::handle_gone(xcb_window_t window) {
  for (Transfer& transfer : transfers_) {
    if (transfer.requestor == window) transfer.data.reset();
  }
}

}  // namespace attacca::gui
