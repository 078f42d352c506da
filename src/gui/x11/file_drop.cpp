// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/file_drop.hpp"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "gui/x11/uri_list.hpp"
#include "gui/x11/xdnd.hpp"

namespace attacca::gui {

namespace {

constexpr std::uint32_t kMostTypes = 256;
constexpr std::uint32_t kMostBytes = 65536;  ///< of a list of files

}  // namespace

X11FileDrop::X11FileDrop(X11Connection& connection, xcb_window_t window)
    : connection_(connection), window_(window) {
  constexpr std::array<const char*, count> kNames{
      "XdndAware",    "XdndEnter",      "XdndPosition",  "XdndStatus",
      "XdndLeave",    "XdndDrop",       "XdndFinished",  "XdndSelection",
      "XdndTypeList", "XdndActionCopy", "text/uri-list", "ATTACCA_DROP"};
  for (std::size_t i = 0; i < count; ++i) atoms_[i] = connection_.atom(kNames[i]);
  xcb_connection_t* const xcb = connection_.xcb();
  const std::unique_ptr<xcb_get_geometry_reply_t, FreeWithC> geometry(
      xcb_get_geometry_reply(xcb, xcb_get_geometry(xcb, window), nullptr));
  if (geometry) root_ = geometry->root;
  xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, window, atom(aware), XCB_ATOM_ATOM, 32, 1,
                      &kXdndVersion);
}

std::optional<X11FileDrop::Drag> X11FileDrop::handle(const xcb_client_message_event_t& event) {
  if (event.format != 32 || event.type == XCB_ATOM_NONE) return std::nullopt;
  const auto& data = event.data.data32;
  if (event.type == atom(enter)) {
    const std::uint32_t version = data[1] >> 24u;
    const bool was_above = source_ != XCB_WINDOW_NONE;
    source_ = version >= kXdndOldest ? data[0] : xcb_window_t{XCB_WINDOW_NONE};
    has_files_ = source_ != XCB_WINDOW_NONE && offers_files(event);
    takes_ = waits_ = false;
    return was_above ? std::optional(Drag{}) : std::nullopt;  // of the one before
  }
  if (source_ == XCB_WINDOW_NONE || data[0] != source_ || waits_) return std::nullopt;
  if (event.type == atom(position)) {
    locate(data[2]);
    if (has_files_) return Drag{Drag::Kind::moved, x_, y_};
    answer(false);
    return std::nullopt;
  }
  if (event.type == atom(leave)) {
    source_ = XCB_WINDOW_NONE;
    return Drag{};
  }
  if (event.type != atom(drop)) return std::nullopt;
  if (!takes_) {
    finish(false);
    return Drag{};
  }
  waits_ = true;
  xcb_convert_selection(connection_.xcb(), window_, atom(selection), atom(uri_list), atom(transfer),
                        data[2]);
  connection_.flush(window_);
  return Drag{Drag::Kind::dropped, x_, y_};
}

bool X11FileDrop::offers_files(const xcb_client_message_event_t& entered) const {
  const auto& data = entered.data.data32;
  if ((data[1] & 1u) == 0) return std::find(&data[2], &data[5], atom(uri_list)) != &data[5];
  // More than three types are in a property.
  xcb_connection_t* const xcb = connection_.xcb();
  const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(xcb_get_property_reply(
      xcb, xcb_get_property(xcb, 0, data[0], atom(type_list), XCB_ATOM_ATOM, 0, kMostTypes),
      nullptr));
  if (!reply || reply->type != XCB_ATOM_ATOM || reply->format != 32) return false;
  const auto* const types = static_cast<const xcb_atom_t*>(xcb_get_property_value(reply.get()));
  return std::find(types, types + reply->value_len, atom(uri_list)) != types + reply->value_len;
}

void X11FileDrop::locate(std::uint32_t on_root) {
  xcb_connection_t* const xcb = connection_.xcb();
  const std::unique_ptr<xcb_translate_coordinates_reply_t, FreeWithC> reply(
      xcb_translate_coordinates_reply(
          xcb,
          xcb_translate_coordinates(xcb, root_, window_, static_cast<std::int16_t>(on_root >> 16u),
                                    static_cast<std::int16_t>(on_root & 0xFFFFu)),
          nullptr));
  if (!reply) return;
  x_ = reply->dst_x;
  y_ = reply->dst_y;
}

void X11FileDrop::answer(bool takes) {
  takes_ = takes;
  // The flag that asks for all moves is not needed, as the area of this answer has no size; Qt 5
  // takes it for a yes.
  send(status, takes ? kXdndAccepts : 0, takes ? atom(action_copy) : xcb_atom_t{0});
}

void X11FileDrop::finish(bool took) {
  send(finished, took ? kXdndAccepts : 0, took ? atom(action_copy) : xcb_atom_t{0});
  // The client may end the window now. A connection that is closed while there is something to be
  // read from it takes with it what the server has not read.
  connection_.sync(window_);
  source_ = XCB_WINDOW_NONE;
  takes_ = waits_ = false;
}

void X11FileDrop::send(Name name, std::uint32_t flags, xcb_atom_t action) {
  xcb_client_message_event_t message{};
  message.response_type = XCB_CLIENT_MESSAGE;
  message.format = 32;
  message.window = source_;
  message.type = atom(name);
  message.data.data32[0] = window_;
  message.data.data32[1] = flags;
  // XdndFinished has the action here; XdndStatus has an area, of no size for none, and then it.
  message.data.data32[name == finished ? 2 : 4] = action;
  xcb_send_event(connection_.xcb(), 0, source_, XCB_EVENT_MASK_NO_EVENT,
                 reinterpret_cast<const char*>(&message));
  connection_.flush(window_);
}

std::optional<X11FileDrop::Files> X11FileDrop::handle_notify(
    const xcb_selection_notify_event_t& event) {
  if (event.selection != atom(selection) || !waits_) return std::nullopt;
  Files files{{}, x_, y_};
  if (event.property == atom(transfer)) {
    xcb_connection_t* const xcb = connection_.xcb();
    const std::unique_ptr<xcb_get_property_reply_t, FreeWithC> reply(xcb_get_property_reply(
        xcb, xcb_get_property(xcb, 0, window_, event.property, atom(uri_list), 0, kMostBytes / 4),
        nullptr));
    xcb_delete_property(xcb, window_, event.property);
    if (reply && reply->type == atom(uri_list) && reply->format == 8 && reply->bytes_after == 0) {
      files.paths =
          files_of_uri_list({static_cast<const char*>(xcb_get_property_value(reply.get())),
                             static_cast<std::size_t>(xcb_get_property_value_length(reply.get()))});
    }
  }
  finish(!files.paths.empty());
  return files;
}

bool X11FileDrop::give_up() {
  if (waits_) return false;
  return std::exchange(source_, XCB_WINDOW_NONE) != XCB_WINDOW_NONE;
}

}  // namespace attacca::gui
