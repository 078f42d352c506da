// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What CanvasEditor::key() gets, for editors that asked for Input::keyboard:
//
//     bool key(const attacca::gui::KeyEvent& event) override {
//       return event.key == attacca::gui::Key::escape && cancel();
//     }
//
// Main thread; plain data. An event that key() does not take goes to the host, whose shortcuts
// thus work above the editor as well.

#include <cstdint>
#include <string>

namespace attacca::gui {

/// Keys that do something; all others are `other` and have a text.
enum class Key : std::uint8_t {
  other,
  enter,
  escape,
  tab,
  backspace,
  del,
  insert,
  left,
  right,
  up,
  down,
  home,
  end,
  page_up,
  page_down,
  menu,
  f1,
  f2,
  f3,
  f4,
  f5,
  f6,
  f7,
  f8,
  f9,
  f10,
  f11,
  f12,
};

/// A key went down or up.
struct KeyEvent {
  enum class Kind : std::uint8_t { press, release };

  Kind kind = Kind::press;
  Key key = Key::other;
  /// What the key types with the modifiers as they are, UTF-8; empty where that is no text.
  std::string text = {};
  /// The letter or sign of the key as lower case, whatever Control and Alt do: for shortcuts.
  char32_t letter = 0;
  bool shift = false;
  bool control = false;
  bool alt = false;
};

}  // namespace attacca::gui
