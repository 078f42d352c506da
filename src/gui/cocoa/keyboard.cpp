// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/keyboard.hpp"

namespace attacca::gui::cocoa {
namespace {

/// Keys by where they are, with the numbers of HIToolbox's Events.h, whatever the layout.
Key key_of(std::uint16_t code) {
  switch (code) {
    case 0x24:  // Return
    case 0x4C:  // Enter of the keypad
      return Key::enter;
    case 0x30:
      return Key::tab;
    case 0x33:  // what Apple calls Delete
      return Key::backspace;
    case 0x35:
      return Key::escape;
    case 0x6E:
      return Key::menu;
    case 0x72:  // Help, where others have Insert
      return Key::insert;
    case 0x73:
      return Key::home;
    case 0x74:
      return Key::page_up;
    case 0x75:
      return Key::del;
    case 0x77:
      return Key::end;
    case 0x79:
      return Key::page_down;
    case 0x7B:
      return Key::left;
    case 0x7C:
      return Key::right;
    case 0x7D:
      return Key::down;
    case 0x7E:
      return Key::up;
    case 0x7A:
      return Key::f1;
    case 0x78:
      return Key::f2;
    case 0x63:
      return Key::f3;
    case 0x76:
      return Key::f4;
    case 0x60:
      return Key::f5;
    case 0x61:
      return Key::f6;
    case 0x62:
      return Key::f7;
    case 0x64:
      return Key::f8;
    case 0x65:
      return Key::f9;
    case 0x6D:
      return Key::f10;
    case 0x67:
      return Key::f11;
    case 0x6F:
      return Key::f12;
    default:
      return Key::other;
  }
}

/// The first character of UTF-8 that AppKit has made; 0 where there is none.
char32_t first_of(std::string_view utf8) {
  if (utf8.empty()) return 0;
  const auto lead = static_cast<unsigned char>(utf8.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size > utf8.size()) return 0;
  char32_t code = size == 1 ? lead : lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    code = code << 6U | (static_cast<unsigned char>(utf8[i]) & 0x3FU);
  }
  return code;
}

/// AppKit has numbers of its own for arrows and the like, out of a range for private use.
bool is_text(char32_t code) {
  return code >= 0x20 && code != 0x7F && !(code >= 0xF700 && code <= 0xF8FF);
}

}  // namespace

KeyEvent key_event(KeyEvent::Kind kind, std::uint16_t key_code, std::string_view characters,
                   std::string_view plain_characters, std::uint64_t flags) {
  KeyEvent event;
  event.kind = kind;
  event.key = key_of(key_code);
  event.shift = (flags & kShift) != 0;
  event.control = (flags & (kControl | kCommand)) != 0;
  event.alt = (flags & kOption) != 0;
  if (event.key != Key::other) return event;
  // Option chooses signs there: what it types is text.
  if (!event.control && is_text(first_of(characters))) event.text = std::string(characters);
  const char32_t letter = first_of(plain_characters);
  if (is_text(letter)) {
    event.letter = letter >= U'A' && letter <= U'Z' ? letter + (U'a' - U'A') : letter;
  }
  return event;
}

}  // namespace attacca::gui::cocoa
