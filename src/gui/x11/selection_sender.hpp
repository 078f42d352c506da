// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>

#include <xcb/xcb.h>

#include "gui/x11/connection.hpp"
#include "gui/x11/foreign_windows.hpp"

namespace attacca::gui {

/// Answers those who ask for a selection that we own: at once, or, where it is long, piece by piece
/// as ICCCM (2.7.2, INCR) has it: whoever asks takes each piece away, and gets the next one. [main]
class X11SelectionSender {
 public:
  /// What goes in one request to the server, which all servers take.
  static constexpr std::size_t kPiece = 65536;

  /// How many texts may be on their way piece by piece; one more takes the place of another.
  static constexpr std::size_t kMostTransfers = 8;

  /// Borrows both. `window` is ours, and selects the changes of its properties itself. Asks the
  /// server for a name, and waits for it.
  X11SelectionSender(X11Connection& connection, xcb_window_t window, X11ForeignWindows& others);

  /// Gives `data` of a type and of 8 bits, or refuses where it is null. What was on its way into
  /// the same property of the same window is not any more: who asks again wants it from the start.
  void answer(const xcb_selection_request_event_t& asked, xcb_atom_t type,
              const std::shared_ptr<const std::string>& data);
  /// The same for a list of atoms.
  template <typename Atoms>
  void answer_atoms(const xcb_selection_request_event_t& asked, const Atoms& atoms) {
    xcb_change_property(connection_.xcb(), XCB_PROP_MODE_REPLACE, asked.requestor,
                        property_of(asked), XCB_ATOM_ATOM, 32,
                        static_cast<std::uint32_t>(atoms.size()), atoms.data());
    notify(asked, property_of(asked));
  }
  /// True where it was of a transfer that is under way.
  bool handle_property(const xcb_property_notify_event_t& event);
  /// A window is no more: nothing is sent there.
  void handle_gone(xcb_window_t window);

 private:
  struct Transfer {
    xcb_window_t requestor = XCB_WINDOW_NONE;
    xcb_atom_t property = XCB_ATOM_NONE;
    xcb_atom_t type = XCB_ATOM_NONE;
    std::shared_ptr<const std::string> data;  ///< null: there is none
    std::size_t sent = 0;
  };
  /// Old programs name no property, and mean the target.
  [[nodiscard]] static xcb_atom_t property_of(const xcb_selection_request_event_t& asked) {
    return asked.property != XCB_ATOM_NONE ? asked.property : asked.target;
  }
  void notify(const xcb_selection_request_event_t& asked, xcb_atom_t property);
  [[nodiscard]] Transfer* find(xcb_window_t requestor, xcb_atom_t property);
  Transfer& place_for_one();
  void end(Transfer& transfer);

  X11Connection& connection_;
  xcb_window_t window_;
  X11ForeignWindows& others_;
  xcb_atom_t incr_;
  std::array<Transfer, kMostTransfers> transfers_;
  std::size_t next_ = 0;  ///< whose place is taken where none is free: who asks may never come back
};

}  // namespace attacca::gui
