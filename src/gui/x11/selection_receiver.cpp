// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/selection_receiver.hpp"

#include <memory>
#include <utility>

namespace attacca::gui {

X11SelectionReceiver::X11SelectionReceiver(X11Connection& connection, xcb_window_t window,
                                           xcb_atom_t property, std::size_t most_bytes)
    : connection_(connection),
      window_(window),
      property_(property),
      incr_(connection.atom("INCR")),
      most_bytes_(most_bytes) {}

void X11SelectionReceiver::begin() {
  is_coming_ = false;
  bytes_.clear();
}

/// What is in the property, which is taken away: an owner that sends pieces goes on then.
X11SelectionReceiver::Piece X11SelectionReceiver::read() {
  Piece piece;
  xcb_connection_t* const xcb = connection_.xcb();
  const auto room = static_cast<std::uint32_t>((most_bytes_ - bytes_.size()) / 4 + 1);
  const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(xcb_get_property_reply(
      xcb, xcb_get_property(xcb, 0, window_, property_, XCB_GET_PROPERTY_TYPE_ANY, 0, room),
      nullptr));
  if (!reply) return piece;
  const auto* const bytes = static_cast<const char*>(xcb_get_property_value(reply.get()));
  const auto length = static_cast<std::size_t>(xcb_get_property_value_length(reply.get()));
  if (reply->type == incr_ && incr_ != XCB_ATOM_NONE) {
    // What it says of the length is at least that; one that begins too long is not begun.
    const bool says = reply->format == 32 && length >= sizeof(std::uint32_t);
    piece.is_incremental = !says || *static_cast<const std::uint32_t*>(
                                        xcb_get_property_value(reply.get())) <= most_bytes_;
    if (piece.is_incremental) xcb_delete_property(xcb, window_, property_);
    connection_.flush(window_);
    return piece;
  }
  piece.is_good = reply->type == type_ && reply->format == 8 && reply->bytes_after == 0 &&
                  bytes_.size() + length <= most_bytes_;
  if (piece.is_good) piece.bytes = std::string(bytes, length);
  if (piece.is_good || !is_coming_) xcb_delete_property(xcb, window_, property_);
  connection_.flush(window_);
  return piece;
}

X11SelectionReceiver::Answer X11SelectionReceiver::handle_notify(xcb_atom_t property,
                                                                 xcb_atom_t type) {
  begin();
  if (property != property_) return Answer::refused;
  type_ = type;
  Piece piece = read();
  if (piece.is_incremental) {
    is_coming_ = true;
    return Answer::none;
  }
  bytes_ = std::move(piece.bytes);
  return piece.is_good ? Answer::whole : Answer::refused;
}

X11SelectionReceiver::Answer X11SelectionReceiver::handle_property(
    const xcb_property_notify_event_t& event) {
  if (!is_coming_ || event.window != window_ || event.atom != property_ ||
      event.state != XCB_PROPERTY_NEW_VALUE) {
    return Answer::none;
  }
  const Piece piece = read();
  if (!piece.is_good) {
    begin();
    return Answer::refused;
  }
  bytes_ += piece.bytes;
  if (!piece.bytes.empty()) return Answer::none;
  is_coming_ = false;
  return Answer::whole;
}

std::string X11SelectionReceiver::take() {
  return std::exchange(bytes_, {});
}

}  // namespace attacca::gui
