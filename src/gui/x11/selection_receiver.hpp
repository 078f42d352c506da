// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <xcb/xcb.h>

#include "gui/x11/connection.hpp"

namespace attacca::gui {

/// Takes what somebody else has put into a property of ours as a selection: at once, or, where it
/// says INCR, piece by piece (ICCCM, 2.7.2). What is longer than it may be is not taken, and the
/// rest of it is left with its owner. [main]
class X11SelectionReceiver {
 public:
  enum class Answer : std::uint8_t {
    none,     ///< not yet, or it was of something else
    whole,    ///< take() has it
    refused,  ///< there is nothing that we take
  };

  /// Borrows the connection; `window` selects the changes of its properties. Asks the server for a
  /// name, and waits for it.
  X11SelectionReceiver(X11Connection& connection, xcb_window_t window, xcb_atom_t property,
                       std::size_t most_bytes);

  /// Something is asked for: what has come of an earlier question is forgotten.
  void begin();
  /// The owner has answered, in 8 bits of a type that was asked for. Waits for the server.
  [[nodiscard]] Answer handle_notify(xcb_atom_t property, xcb_atom_t type);
  /// A property has changed. Waits for the server where it is ours.
  [[nodiscard]] Answer handle_property(const xcb_property_notify_event_t& event);
  [[nodiscard]] std::string take();

 private:
  struct Piece {
    bool is_good = false;
    bool is_incremental = false;
    std::string bytes;
  };
  [[nodiscard]] Piece read();

  X11Connection& connection_;
  xcb_window_t window_;
  xcb_atom_t property_;
  xcb_atom_t incr_;
  std::size_t most_bytes_;
  xcb_atom_t type_ = XCB_ATOM_NONE;
  bool is_coming_ = false;  ///< piece by piece
  std::string bytes_;
};

}  // namespace attacca::gui
