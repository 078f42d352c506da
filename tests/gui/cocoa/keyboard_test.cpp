// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/keyboard.hpp"

#include <doctest/doctest.h>

namespace attacca::gui::cocoa {

TEST_CASE("keys that do something are told by where they are, and type nothing") {
  const KeyEvent left = key_event(KeyEvent::Kind::press, 0x7B, "\xEF\x9C\x82", "\xEF\x9C\x82", 0);
  CHECK(left.key == Key::left);
  CHECK(left.text.empty());
  CHECK(left.letter == 0);
  CHECK(key_event(KeyEvent::Kind::press, 0x33, "\x7F", "\x7F", 0).key == Key::backspace);
  CHECK(key_event(KeyEvent::Kind::press, 0x75, "", "", 0).key == Key::del);
  CHECK(key_event(KeyEvent::Kind::release, 0x24, "\r", "\r", 0).kind == KeyEvent::Kind::release);
}

TEST_CASE("Command is what editors know as Control, and types nothing") {
  const KeyEvent copy = key_event(KeyEvent::Kind::press, 0x08, "c", "C", kCommand | kShift);
  CHECK(copy.control);
  CHECK(copy.shift);
  CHECK_FALSE(copy.alt);
  CHECK(copy.letter == U'c');
  CHECK(copy.text.empty());
}

TEST_CASE("Option chooses signs that are text") {
  const KeyEvent sign = key_event(KeyEvent::Kind::press, 0x25, "\xE2\x88\x99", "l", kOption);
  CHECK(sign.alt);
  CHECK(sign.text == "\xE2\x88\x99");
  CHECK(sign.letter == U'l');
  const KeyEvent cut = key_event(KeyEvent::Kind::press, 0x25, "\xE2\x88", "\xE2", 0);
  CHECK(cut.text.empty());
  CHECK(cut.letter == 0);
}

}  // namespace attacca::gui::cocoa
