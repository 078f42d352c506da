// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What the pointer looks like above an editor's window:
//
//     window.set_cursor(attacca::gui::Cursor::hand);
//
// Any thread; plain data.

#include <cstdint>

namespace attacca::gui {

enum class Cursor : std::uint8_t {
  arrow,
  hand,           ///< something that can be pressed
  text,           ///< text that can be selected
  cross,          ///< a place is chosen
  resize_width,   ///< dragged left and right
  resize_height,  ///< dragged up and down
  move,           ///< dragged anywhere
  forbidden,
};

}  // namespace attacca::gui
