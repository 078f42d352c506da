// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/gui/x11/test_connection.hpp"

namespace attacca::gui {

/// A file manager's side of XDND: another program, whose user drags something above `target`.
class X11FileSource : public X11TestConnection {
 public:
  explicit X11FileSource(xcb_window_t target)
      : target_(target), window_(create_window(0, 0, 1, 1, 0)) {
    xcb_set_selection_owner(xcb_, window_, atom("XdndSelection"), XCB_CURRENT_TIME);
    sync();
  }

  std::string list;            ///< what is dragged, as text/uri-list
  bool has_it = true;          ///< else it refuses to give it away
  std::optional<bool> wanted;  ///< as the target has said last
  std::optional<bool> taken;   ///< likewise, after a drop

  /// The version that the target says it speaks; 0: none.
  [[nodiscard]] std::uint32_t version_of_target() {
    const auto reply = take(xcb_get_property_reply(
        xcb_, xcb_get_property(xcb_, 0, target_, atom("XdndAware"), XCB_ATOM_ATOM, 0, 1), nullptr));
    return reply && reply->value_len == 1
               ? *static_cast<const std::uint32_t*>(xcb_get_property_value(reply.get()))
               : 0;
  }
  void enter(const std::vector<std::string>& types, std::uint32_t version = 5) {
    std::vector<xcb_atom_t> atoms;
    for (const std::string& type : types) atoms.push_back(atom(type.c_str()));
    xcb_change_property(xcb_, XCB_PROP_MODE_REPLACE, window_, atom("XdndTypeList"), XCB_ATOM_ATOM,
                        32, static_cast<std::uint32_t>(atoms.size()), atoms.data());
    const bool has_more = atoms.size() > 3;
    atoms.resize(3);
    send("XdndEnter", {version << 24u | (has_more ? 1u : 0u), atoms[0], atoms[1], atoms[2]});
  }
  /// To a place in the target.
  void move(std::int16_t x, std::int16_t y) {
    wanted.reset();
    const auto at = take(xcb_translate_coordinates_reply(
        xcb_, xcb_translate_coordinates(xcb_, target_, screen_->root, x, y), nullptr));
    REQUIRE(at);
    send("XdndPosition", {0,
                          std::uint32_t{static_cast<std::uint16_t>(at->dst_x)} << 16u |
                              static_cast<std::uint16_t>(at->dst_y),
                          XCB_CURRENT_TIME, atom("XdndActionCopy")});
  }
  void leave() { send("XdndLeave", {0, 0, 0, 0}); }
  void drop() { send("XdndDrop", {0, XCB_CURRENT_TIME, 0, 0}); }

  /// Reads what the target has said, and answers it.
  void read() {
    while (const auto event = take(xcb_poll_for_event(xcb_))) {
      const int type = event->response_type & 0x7F;
      if (type == XCB_SELECTION_REQUEST) {
        answer(reinterpret_cast<const xcb_selection_request_event_t&>(*event));
      }
      if (type != XCB_CLIENT_MESSAGE) continue;
      const auto& message = reinterpret_cast<const xcb_client_message_event_t&>(*event);
      CHECK(message.data.data32[0] == target_);
      const bool yes = message.data.data32[1] != 0;  // as Qt 5 reads it; there are other flags
      if (message.type == atom("XdndStatus")) wanted = yes;
      if (message.type == atom("XdndFinished")) taken = yes;
    }
  }

 private:
  void send(const char* type, const std::array<std::uint32_t, 4>& data) {
    send_message(target_, type, {window_, data[0], data[1], data[2], data[3]});
  }
  void answer(const xcb_selection_request_event_t& asked) {
    const bool gives = has_it && asked.target == atom("text/uri-list");
    if (gives) put(asked, list);
    notify(asked, gives ? asked.property : xcb_atom_t{0});
    sync();
  }

  xcb_window_t target_;
  xcb_window_t window_;
};

}  // namespace attacca::gui
