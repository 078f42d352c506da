// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <xcb/xcb.h>

#include "attacca/gui/editor.hpp"
#include "attacca/gui/geometry.hpp"
#include "tests/gui/x11/test_connection.hpp"

namespace attacca::gui {

/// A host's side of X11: a connection of its own and a window for an editor to live in.
class X11TestHost : public X11TestConnection {
 public:
  X11TestHost() { create_parent(); }

  /// The server serves nobody but the host for as long as this lives.
  class Standstill {
   public:
    explicit Standstill(X11TestHost& host) : host_(host) {
      xcb_grab_server(host_.xcb_);
      host_.sync();
    }
    ~Standstill() {
      xcb_ungrab_server(host_.xcb_);
      host_.sync();
    }
    Standstill(const Standstill&) = delete;
    Standstill& operator=(const Standstill&) = delete;

   private:
    X11TestHost& host_;
  };

  /// A host that looks at a property of each new child as soon as it is notified of it.
  class ChildWatcher : public X11TestConnection {
   public:
    ChildWatcher(ParentWindow parent, const std::string& property) : property_(atom(property)) {
      const std::uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
      xcb_change_window_attributes(xcb_, static_cast<xcb_window_t>(parent.handle),
                                   XCB_CW_EVENT_MASK, &mask);
      sync();
    }

    /// Until so many windows were made; for a thread of its own.
    void watch(int times) {
      while (times > 0) {
        const auto event = take(xcb_wait_for_event(xcb_));
        if (!event) return;
        if ((event->response_type & 0x7Fu) != XCB_CREATE_NOTIFY) continue;
        --times;
        const auto window = reinterpret_cast<const xcb_create_notify_event_t&>(*event).window;
        const auto cookie = xcb_get_property(xcb_, 0, window, property_, property_, 0, 2);
        xcb_generic_error_t* error = nullptr;
        const auto reply = take(xcb_get_property_reply(xcb_, cookie, &error));
        const auto gone = take(error);  // closed again already
        if (reply && reply->value_len == 0) ++without_property;
      }
    }

    int without_property = 0;

   private:
    xcb_atom_t property_;
  };

  void create_parent() {
    parent_ = create_window(10, 10, 800, 600, XCB_EVENT_MASK_KEY_PRESS);
    xcb_map_window(xcb_, parent_);
    sync();
  }
  void destroy_parent() {
    xcb_destroy_window(xcb_, parent_);
    sync();
  }
  void map_parent(bool mapped) {
    mapped ? xcb_map_window(xcb_, parent_) : xcb_unmap_window(xcb_, parent_);
    sync();
  }

  /// To a place on the screen; it is at 10, 10 by itself.
  void move_parent(std::int16_t x, std::int16_t y) {
    parent_x_ = x;
    parent_y_ = y;
    const std::array<std::int32_t, 2> values{x, y};
    xcb_configure_window(xcb_, parent_, XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y, values.data());
    sync();
  }

  [[nodiscard]] ParentWindow parent() const { return {parent_}; }

  /// The editor's window, or 0.
  [[nodiscard]] xcb_window_t child() {
    const auto reply = take(xcb_query_tree_reply(xcb_, xcb_query_tree(xcb_, parent_), nullptr));
    return reply && reply->children_len > 0 ? xcb_query_tree_children(reply.get())[0] : 0;
  }
  [[nodiscard]] PhysicalSize child_size() {
    const auto reply = take(xcb_get_geometry_reply(xcb_, xcb_get_geometry(xcb_, child()), nullptr));
    return reply ? PhysicalSize{reply->width, reply->height} : PhysicalSize{};
  }
  [[nodiscard]] bool child_is_mapped() {
    const auto reply = take(
        xcb_get_window_attributes_reply(xcb_, xcb_get_window_attributes(xcb_, child()), nullptr));
    return reply && reply->map_state != XCB_MAP_STATE_UNMAPPED;
  }
  void resize_child(PhysicalSize size) {
    const std::array<std::uint32_t, 2> values{size.width, size.height};
    xcb_configure_window(xcb_, child(), XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT,
                         values.data());
    sync();
  }
  /// As a window that was in front of a part of the editor and goes away.
  void uncover_child() {
    xcb_clear_area(xcb_, 1, child(), 5, 5, 20, 20);
    sync();
  }
  /// So many milliseconds go by.
  void wait(std::uint32_t milliseconds) { time_ += milliseconds; }
  void click_child(std::int16_t x, std::int16_t y, std::uint8_t button = 1) {
    point_at_child(XCB_BUTTON_PRESS, x, y, button);
    sync();
  }
  /// XCB_BUTTON_PRESS, XCB_BUTTON_RELEASE or XCB_MOTION_NOTIFY, whose events look alike. Not
  /// waited for: sync().
  void point_at_child(std::uint8_t type, std::int16_t x, std::int16_t y, std::uint8_t button = 0,
                      std::uint16_t modifiers = 0) {
    if (pointed_at_ == 0) pointed_at_ = child();
    xcb_button_press_event_t event{};
    event.time = time_ += 10;
    event.state = modifiers;
    event.response_type = type;
    event.detail = button;
    event.event = pointed_at_;
    event.event_x = x;
    event.event_y = y;
    event.root_x = static_cast<std::int16_t>(parent_x_ + x);
    event.root_y = static_cast<std::int16_t>(parent_y_ + y);
    const std::uint32_t mask = type == XCB_BUTTON_PRESS     ? XCB_EVENT_MASK_BUTTON_PRESS
                               : type == XCB_BUTTON_RELEASE ? XCB_EVENT_MASK_BUTTON_RELEASE
                                                            : XCB_EVENT_MASK_POINTER_MOTION;
    xcb_send_event(xcb_, 0, pointed_at_, mask, reinterpret_cast<const char*>(&event));
  }
  /// What the desktop has set for all programs, as xrdb does.
  void set_resources(const std::string& text) {
    xcb_change_property(xcb_, XCB_PROP_MODE_REPLACE, screen_->root, XCB_ATOM_RESOURCE_MANAGER,
                        XCB_ATOM_STRING, 8, static_cast<std::uint32_t>(text.size()), text.data());
    sync();
  }
  /// The window system gives the keyboard to the editor's window, or to the host's.
  void focus_child(bool child_has_it) {
    xcb_set_input_focus(xcb_, XCB_INPUT_FOCUS_PARENT, child_has_it ? child() : parent_,
                        XCB_CURRENT_TIME);
    sync();
  }
  [[nodiscard]] xcb_window_t focus() {
    const auto reply = take(xcb_get_input_focus_reply(xcb_, xcb_get_input_focus(xcb_), nullptr));
    return reply ? reply->focus : 0;
  }
  /// As if a key was pressed that has `keysym` on it as it is, in the editor's window.
  void press_key(std::uint32_t keysym, std::uint16_t modifiers = 0) {
    if (pointed_at_ == 0) pointed_at_ = child();
    xcb_key_press_event_t event{};
    event.detail = code_of(keysym);
    event.event = pointed_at_;
    event.state = modifiers;
    event.time = time_ += 10;
    for (const auto type : {std::uint8_t{XCB_KEY_PRESS}, std::uint8_t{XCB_KEY_RELEASE}}) {
      event.response_type = type;
      xcb_send_event(xcb_, 0, pointed_at_, XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE,
                     reinterpret_cast<const char*>(&event));
    }
    sync();
  }
  /// The keys that the host has been given, by keycode.
  [[nodiscard]] std::vector<std::uint8_t> keys_of_host(bool sends_them_back = false) {
    std::vector<std::uint8_t> codes;
    while (const auto event = take(xcb_poll_for_event(xcb_))) {
      if ((event->response_type & 0x7Fu) != XCB_KEY_PRESS) continue;
      auto& key = reinterpret_cast<xcb_key_press_event_t&>(*event);
      codes.push_back(key.detail);
      if (!sends_them_back) continue;
      key.event = pointed_at_;
      key.child = XCB_WINDOW_NONE;
      xcb_send_event(xcb_, 0, pointed_at_, XCB_EVENT_MASK_KEY_PRESS,
                     reinterpret_cast<const char*>(&key));
    }
    sync();
    return codes;
  }
  /// What is on a key as it is, and with Shift.
  void set_key(std::uint8_t code, std::uint32_t low, std::uint32_t high) {
    const std::array<xcb_keysym_t, 2> keysyms{low, high};
    xcb_change_keyboard_mapping(xcb_, 1, code, 2, keysyms.data());
    sync();
  }
  [[nodiscard]] std::array<std::uint32_t, 2> on_key(std::uint8_t code) {
    const auto reply = take(
        xcb_get_keyboard_mapping_reply(xcb_, xcb_get_keyboard_mapping(xcb_, code, 1), nullptr));
    REQUIRE(reply);
    const xcb_keysym_t* const keysyms = xcb_get_keyboard_mapping_keysyms(reply.get());
    return {keysyms[0], keysyms[1]};
  }
  [[nodiscard]] std::uint8_t code_of(std::uint32_t keysym) {
    const xcb_setup_t* const setup = xcb_get_setup(xcb_);
    const auto count = static_cast<std::uint8_t>(setup->max_keycode - setup->min_keycode + 1);
    const auto reply = take(xcb_get_keyboard_mapping_reply(
        xcb_, xcb_get_keyboard_mapping(xcb_, setup->min_keycode, count), nullptr));
    REQUIRE(reply);
    const xcb_keysym_t* const keysyms = xcb_get_keyboard_mapping_keysyms(reply.get());
    for (int i = 0; i < count; ++i) {
      if (keysyms[i * reply->keysyms_per_keycode] == keysym) {
        return static_cast<std::uint8_t>(setup->min_keycode + i);
      }
    }
    FAIL("no key types this");
    return 0;
  }
  /// A message that means nothing, so that the editor looks at its events.
  void nudge_child() {
    xcb_client_message_event_t event{};
    event.response_type = XCB_CLIENT_MESSAGE;
    event.format = 32;
    event.window = child();
    xcb_send_event(xcb_, 0, event.window, XCB_EVENT_MASK_NO_EVENT,
                   reinterpret_cast<const char*>(&event));
    sync();
  }
  /// The server drops the connection that made the editor's window, as if it had crashed.
  void kill_childs_connection() {
    xcb_kill_client(xcb_, child());
    sync();
  }
  /// What is on screen in the parent, as 0xRRGGBB.
  [[nodiscard]] std::uint32_t pixel(std::int16_t x, std::int16_t y) {
    const auto reply = take(xcb_get_image_reply(
        xcb_, xcb_get_image(xcb_, XCB_IMAGE_FORMAT_Z_PIXMAP, parent_, x, y, 1, 1, ~0u), nullptr));
    if (!reply) return 0xDEAD0000;
    const std::uint8_t* bytes = xcb_get_image_data(reply.get());
    return static_cast<std::uint32_t>(bytes[0] | bytes[1] << 8 | bytes[2] << 16);
  }
  /// The two numbers of a property such as _XEMBED_INFO.
  [[nodiscard]] std::array<std::uint32_t, 2> child_property(const std::string& name) {
    const xcb_atom_t of_name = atom(name);
    const auto reply = take(xcb_get_property_reply(
        xcb_, xcb_get_property(xcb_, 0, child(), of_name, of_name, 0, 2), nullptr));
    if (!reply || reply->value_len != 2) return {~0u, ~0u};
    const auto* values = static_cast<const std::uint32_t*>(xcb_get_property_value(reply.get()));
    return {values[0], values[1]};
  }

 private:
  xcb_window_t parent_ = 0;
  std::uint32_t time_ = 1000;    ///< of the user's input
  xcb_window_t pointed_at_ = 0;  ///< the child, looked up once
  std::int16_t parent_x_ = 10;
  std::int16_t parent_y_ = 10;
};

}  // namespace attacca::gui
