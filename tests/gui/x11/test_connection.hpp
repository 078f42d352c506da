// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <xcb/xcb.h>

namespace attacca::gui {

/// A connection to the X server that is not the editor's: of its host, or of another program.
class X11TestConnection {
 public:
  X11TestConnection() : xcb_(xcb_connect(nullptr, nullptr)) {
    REQUIRE(xcb_connection_has_error(xcb_) == 0);
    screen_ = xcb_setup_roots_iterator(xcb_get_setup(xcb_)).data;
  }
  ~X11TestConnection() { xcb_disconnect(xcb_); }
  X11TestConnection(const X11TestConnection&) = delete;
  X11TestConnection& operator=(const X11TestConnection&) = delete;

  /// Returns when the server has done everything asked for so far.
  void sync() { take(xcb_get_input_focus_reply(xcb_, xcb_get_input_focus(xcb_), nullptr)); }
  /// The same, and what it has sent to others is theirs to read: the server writes to all of them
  /// before it looks for the next request.
  void await_delivery() {
    sync();
    sync();
  }

 protected:
  struct Free {
    void operator()(void* pointer) const { std::free(pointer); }
  };
  template <typename T>
  static std::unique_ptr<T, Free> take(T* reply) {
    return std::unique_ptr<T, Free>(reply);
  }
  [[nodiscard]] xcb_atom_t atom(const std::string& name) {
    const auto reply = take(xcb_intern_atom_reply(
        xcb_, xcb_intern_atom(xcb_, 0, static_cast<std::uint16_t>(name.size()), name.c_str()),
        nullptr));
    return reply ? reply->atom : 0;
  }
  /// Of the root, with these events.
  [[nodiscard]] xcb_window_t create_window(std::int16_t x, std::int16_t y, std::uint16_t width,
                                           std::uint16_t height, std::uint32_t events) {
    const xcb_window_t window = xcb_generate_id(xcb_);
    const std::array<std::uint32_t, 3> values{screen_->white_pixel, 1, events};
    xcb_create_window(xcb_, XCB_COPY_FROM_PARENT, window, screen_->root, x, y, width, height, 0,
                      XCB_WINDOW_CLASS_INPUT_OUTPUT, screen_->root_visual,
                      XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK,
                      values.data());
    return window;
  }
  /// Five numbers to `window`, as a ClientMessage.
  void send_message(xcb_window_t window, const char* type,
                    const std::array<std::uint32_t, 5>& data) {
    xcb_client_message_event_t message{};
    message.response_type = XCB_CLIENT_MESSAGE;
    message.format = 32;
    message.window = window;
    message.type = atom(type);
    for (std::size_t i = 0; i < data.size(); ++i) message.data.data32[i] = data[i];
    xcb_send_event(xcb_, 0, window, XCB_EVENT_MASK_NO_EVENT,
                   reinterpret_cast<const char*>(&message));
    sync();
  }
  /// Says to who has asked for a selection where it is; 0: it is refused.
  void notify(const xcb_selection_request_event_t& asked, xcb_atom_t property) {
    xcb_selection_notify_event_t answer{};
    answer.response_type = XCB_SELECTION_NOTIFY;
    answer.requestor = asked.requestor;
    answer.selection = asked.selection;
    answer.target = asked.target;
    answer.property = property;
    xcb_send_event(xcb_, 0, asked.requestor, XCB_EVENT_MASK_NO_EVENT,
                   reinterpret_cast<const char*>(&answer));
  }
  /// Puts `data` where it was asked for.
  void put(const xcb_selection_request_event_t& asked, std::string_view data) {
    xcb_change_property(xcb_, XCB_PROP_MODE_REPLACE, asked.requestor, asked.property, asked.target,
                        8, static_cast<std::uint32_t>(data.size()), data.data());
  }

  xcb_connection_t* xcb_;
  xcb_screen_t* screen_ = nullptr;
};

}  // namespace attacca::gui
