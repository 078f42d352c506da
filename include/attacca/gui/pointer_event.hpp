// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What CanvasEditor::pointer() gets, for editors that asked for Input::pointer:
//
//     void pointer(const attacca::gui::PointerEvent& event) override {
//       if (event.kind == Kind::press && knob_.contains(event.position)) grab();
//     }
//
// Main thread; plain data. After a press, moves and the release arrive from outside the window as
// well.

#include <cstdint>

#include "attacca/gui/rect.hpp"

namespace attacca::gui {

/// What a mouse, pen or finger did in a window.
struct PointerEvent {
  enum class Kind : std::uint8_t { press, release, move, leave, scroll };
  enum class Button : std::uint8_t { none, left, middle, right, other };

  Kind kind = Kind::move;
  Button button = Button::none;  ///< press and release only
  int clicks = 0;  ///< of a press: 1, or 2 and more where it follows others at once and in place
  Point position;  ///< logical pixels in the window; outside it during a drag
  double scroll_x = 0;  ///< notches to the right
  double scroll_y = 0;  ///< notches upwards, away from the user
  bool shift = false;
  bool control = false;
  bool alt = false;
};

}  // namespace attacca::gui
