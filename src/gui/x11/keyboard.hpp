// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <xcb/xcb.h>

#include "attacca/gui/key_event.hpp"
#include "gui/x11/connection.hpp"
#include "gui/x11/keysyms.hpp"

namespace attacca::gui {

/// The keyboard of one window: what its keys mean, and whether it gets them. While the keyboard is
/// elsewhere the window asks for no key, so that the host's shortcuts reach the host untouched, but
/// for the Tab key above the window, with which a user begins to work by keyboard. [main]
class X11Keyboard {
 public:
  /// Borrows the connection. Asks the server what is on the keys, and waits for it.
  X11Keyboard(X11Connection& connection, xcb_window_t window, xcb_window_t parent,
              std::uint32_t other_events);
  ~X11Keyboard();
  X11Keyboard(const X11Keyboard&) = delete;
  X11Keyboard& operator=(const X11Keyboard&) = delete;

  /// Not waiting; the events of the window's focus say what has come of it.
  void take(bool take);

  /// Whether the window has got the keyboard, or has lost it; nullopt: neither.
  std::optional<bool> handle_focus(const xcb_focus_in_event_t& event);

  /// The layout was changed. Waits for the server.
  void read_mapping();

  /// Nullopt while a letter is being put together.
  std::optional<KeyEvent> translate(const xcb_key_press_event_t& event);

  /// Whether the host sends back what it was given: one that hands the keys of its window to the
  /// plugin's would do so for ever.
  [[nodiscard]] bool has_passed_on(const xcb_key_press_event_t& event) const;

  /// Gives the host what nobody here wanted.
  void pass_on(const xcb_key_press_event_t& event);

 private:
  struct PassedOn {
    unsigned type = 0;
    xcb_keycode_t code = 0;
    xcb_timestamp_t time = XCB_CURRENT_TIME;
    bool operator==(const PassedOn&) const = default;
  };
  [[nodiscard]] std::uint32_t keysym(xcb_keycode_t code, unsigned column) const;
  [[nodiscard]] std::uint32_t keysym(const xcb_key_press_event_t& event) const;
  void select_keys(bool all);
  void grab_tab();

  X11Connection& connection_;
  xcb_window_t window_;
  xcb_window_t parent_;
  std::uint32_t other_events_;
  bool has_it_ = false;
  bool wanted_ = false;  ///< what was asked for last, or what has come of it
  std::optional<xcb_get_input_focus_cookie_t> asked_;  ///< who had it
  xcb_window_t before_ = XCB_WINDOW_NONE;              ///< who had it
  xcb_keycode_t first_code_ = 0;
  unsigned columns_ = 0;
  std::vector<std::uint32_t> keysyms_;
  KeyText text_;
  std::array<PassedOn, 16> passed_on_;  ///< the newest; a release may follow before a press is back
  std::size_t next_passed_on_ = 0;
};

}  // namespace attacca::gui
