// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/file_drop.hpp"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "gui/x11/uri_list.hpp"

namespace attacca::gui {

namespace {

constexpr std::uint32_t kMostTypes = 256;
constexpr std::uint32_t kMostBytes = 65536;  ///< of a list of files

}  // namespace

X11FileDrop::X11FileDrop(X11Connection& connection, xcb_window_t window, X11ForeignWindows& others,
                         const X11Xdnd& xdnd)
    : connection_(connection), window_(window), others_(others), xdnd_(xdnd) {
  xcb_change_property(connection_.xcb(), XCB_PROP_MODE_REPLACE, window, atom(X11Xdnd::aware),
                      XCB_ATOM_ATOM, 32, 1, &X11Xdnd::kVersion);
}

/// XCB_WINDOW_NONE: nothing is above the window any more.
void X11FileDrop::enter(xcb_window_t source) {
  if (source_ != XCB_WINDOW_NONE) others_.end(source_, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
  source_ = source;
  if (source_ != XCB_WINDOW_NONE) others_.begin(source_, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
  has_files_ = takes_ = waits_ = false;
}

std::optional<X11FileDrop::Drag> X11FileDrop::left() {
  return std::exchange(is_above_, false) ? std::optional(Drag{}) : std::nullopt;
}

std::optional<X11FileDrop::Drag> X11FileDrop::handle(const xcb_client_message_event_t& event) {
  if (event.format != 32 || event.type == XCB_ATOM_NONE) return std::nullopt;
  const auto& data = event.data.data32;
  if (event.type == atom(X11Xdnd::enter)) {
    const std::uint32_t version = data[1] >> 24u;
    enter(version >= X11Xdnd::kOldest ? data[0] : xcb_window_t{XCB_WINDOW_NONE});
    has_files_ = source_ != XCB_WINDOW_NONE && offers_files(event);
    return left();  // of the one before
  }
  if (source_ == XCB_WINDOW_NONE || data[0] != source_ || waits_) return std::nullopt;
  if (event.type == atom(X11Xdnd::position)) {
    locate(data[2]);
    if (!has_files_) {
      answer(false);
      return std::nullopt;
    }
    is_above_ = true;
    return Drag{Drag::Kind::moved, x_, y_};
  }
  if (event.type == atom(X11Xdnd::leave)) {
    enter(XCB_WINDOW_NONE);
    return left();
  }
  if (event.type != atom(X11Xdnd::drop)) return std::nullopt;
  if (!takes_) {
    finish(false);
    return left();
  }
  waits_ = true;
  xcb_convert_selection(connection_.xcb(), window_, atom(X11Xdnd::selection),
                        atom(X11Xdnd::uri_list), atom(X11Xdnd::transfer), data[2]);
  connection_.flush(window_);
  return Drag{Drag::Kind::dropped, x_, y_};
}

bool X11FileDrop::offers_files(const xcb_client_message_event_t& entered) const {
  const auto& data = entered.data.data32;
  const xcb_atom_t uri_list = atom(X11Xdnd::uri_list);
  if ((data[1] & 1u) == 0) return std::find(&data[2], &data[5], uri_list) != &data[5];
  // More than three types are in a property.
  xcb_connection_t* const xcb = connection_.xcb();
  const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(xcb_get_property_reply(
      xcb,
      xcb_get_property(xcb, 0, data[0], atom(X11Xdnd::type_list), XCB_ATOM_ATOM, 0, kMostTypes),
      nullptr));
  if (!reply || reply->type != XCB_ATOM_ATOM || reply->format != 32) return false;
  const auto* const types = static_cast<const xcb_atom_t*>(xcb_get_property_value(reply.get()));
  return std::find(types, types + reply->value_len, uri_list) != types + reply->value_len;
}

void X11FileDrop::locate(std::uint32_t on_root) {
  xcb_connection_t* const xcb = connection_.xcb();
  const std::unique_ptr<xcb_translate_coordinates_reply_t, FreeWithC> reply(
      xcb_translate_coordinates_reply(
          xcb,
          xcb_translate_coordinates(xcb, xdnd_.root(), window_,
                                    static_cast<std::int16_t>(on_root >> 16u),
                                    static_cast<std::int16_t>(on_root & 0xFFFFu)),
          nullptr));
  if (!reply) return;
  x_ = reply->dst_x;
  y_ = reply->dst_y;
}

void X11FileDrop::answer(bool takes) {
  takes_ = takes;
  // An area of no size, for all moves. The flag that asks for them is not needed then; Qt 5 takes
  // it for a yes.
  xdnd_.send(X11Xdnd::status, source_,
             {takes ? X11Xdnd::kAccepts : 0, 0, 0,
              takes ? atom(X11Xdnd::action_copy) : xcb_atom_t{XCB_ATOM_NONE}});
}

void X11FileDrop::finish(bool took) {
  xdnd_.send(X11Xdnd::finished, source_,
             {took ? X11Xdnd::kAccepts : 0,
              took ? atom(X11Xdnd::action_copy) : xcb_atom_t{XCB_ATOM_NONE}, 0, 0});
  // The client may end the window now. A connection that is closed while there is something to be
  // read from it takes with it what the server has not read.
  connection_.sync(window_);
  enter(XCB_WINDOW_NONE);
}

std::optional<X11FileDrop::Files> X11FileDrop::handle_notify(
    const xcb_selection_notify_event_t& event) {
  if (event.selection != atom(X11Xdnd::selection) || !waits_) return std::nullopt;
  Files files{{}, x_, y_};
  if (event.property == atom(X11Xdnd::transfer)) {
    xcb_connection_t* const xcb = connection_.xcb();
    const xcb_atom_t uri_list = atom(X11Xdnd::uri_list);
    const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(xcb_get_property_reply(
        xcb, xcb_get_property(xcb, 0, window_, event.property, uri_list, 0, kMostBytes / 4),
        nullptr));
    xcb_delete_property(xcb, window_, event.property);
    if (reply && reply->type == uri_list && reply->format == 8 && reply->bytes_after == 0) {
      files.paths =
          files_of_uri_list({static_cast<const char*>(xcb_get_property_value(reply.get())),
                             static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))});
    }
  }
  is_above_ = false;
  finish(!files.paths.empty());
  return files;
}

bool X11FileDrop::handle_gone(xcb_window_t window) {
  if (window != source_ || window == XCB_WINDOW_NONE) return false;
  enter(XCB_WINDOW_NONE);
  return std::exchange(is_above_, false);
}

bool X11FileDrop::handle_press() {
  return !waits_ && std::exchange(is_above_, false);
}

}  // namespace attacca::gui
