// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <xcb/xcb.h>

#include "gui/x11/connection.hpp"

namespace attacca::gui {

/// What both sides of XDND, version 5, say to each other: the names, and the messages with them.
/// [main]
class X11Xdnd {
 public:
  static constexpr std::uint32_t kVersion = 5;
  static constexpr std::uint32_t kOldest = 3;   ///< that we speak with
  static constexpr std::uint32_t kAccepts = 1;  ///< a flag of XdndStatus and XdndFinished

  enum Name : std::size_t {
    aware,
    enter,
    position,
    status,
    leave,
    drop,
    finished,
    selection,
    type_list,
    action_copy,
    uri_list,
    utf8,
    plain,
    targets,
    transfer,
    count
  };

  /// Borrows the connection. Asks the server for the names and for `window`'s screen, and waits for
  /// it once.
  X11Xdnd(X11Connection& connection, xcb_window_t window);

  [[nodiscard]] xcb_atom_t atom(Name name) const { return atoms_[name]; }
  /// The root of our window's screen.
  [[nodiscard]] xcb_window_t root() const { return root_; }
  /// Says something of our window to another one; `data` follows our window in the message.
  void send(Name name, xcb_window_t to, const std::array<std::uint32_t, 4>& data) const;

 private:
  X11Connection& connection_;
  xcb_window_t window_;
  xcb_window_t root_ = XCB_WINDOW_NONE;
  std::array<xcb_atom_t, count> atoms_{};
};

}  // namespace attacca::gui
