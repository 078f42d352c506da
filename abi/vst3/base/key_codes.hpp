// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"

namespace attacca::vst3 {

/// Keys without a character. The keys 0-9 and A-Z have the code VKEY_FIRST_ASCII + (character -
/// 0x30).
enum class VirtualKeyCodes : std::int16_t {
  KEY_BACK = 1,
  KEY_TAB = 2,
  KEY_CLEAR = 3,
  KEY_RETURN = 4,
  KEY_PAUSE = 5,
  KEY_ESCAPE = 6,
  KEY_SPACE = 7,
  KEY_NEXT = 8,
  KEY_END = 9,
  KEY_HOME = 10,
  KEY_LEFT = 11,
  KEY_UP = 12,
  KEY_RIGHT = 13,
  KEY_DOWN = 14,
  KEY_PAGEUP = 15,
  KEY_PAGEDOWN = 16,
  KEY_SELECT = 17,
  KEY_PRINT = 18,
  KEY_ENTER = 19,
  KEY_SNAPSHOT = 20,
  KEY_INSERT = 21,
  KEY_DELETE = 22,
  KEY_HELP = 23,
  KEY_NUMPAD0 = 24,
  KEY_NUMPAD1 = 25,
  KEY_NUMPAD2 = 26,
  KEY_NUMPAD3 = 27,
  KEY_NUMPAD4 = 28,
  KEY_NUMPAD5 = 29,
  KEY_NUMPAD6 = 30,
  KEY_NUMPAD7 = 31,
  KEY_NUMPAD8 = 32,
  KEY_NUMPAD9 = 33,
  KEY_MULTIPLY = 34,
  KEY_ADD = 35,
  KEY_SEPARATOR = 36,
  KEY_SUBTRACT = 37,
  KEY_DECIMAL = 38,
  KEY_DIVIDE = 39,
  KEY_F1 = 40,
  KEY_F2 = 41,
  KEY_F3 = 42,
  KEY_F4 = 43,
  KEY_F5 = 44,
  KEY_F6 = 45,
  KEY_F7 = 46,
  KEY_F8 = 47,
  KEY_F9 = 48,
  KEY_F10 = 49,
  KEY_F11 = 50,
  KEY_F12 = 51,
  KEY_NUMLOCK = 52,
  KEY_SCROLL = 53,
  KEY_SHIFT = 54,
  KEY_CONTROL = 55,
  KEY_ALT = 56,
  KEY_EQUALS = 57,
  KEY_CONTEXTMENU = 58,
  KEY_MEDIA_PLAY = 59,
  KEY_MEDIA_STOP = 60,
  KEY_MEDIA_PREV = 61,
  KEY_MEDIA_NEXT = 62,
  KEY_VOLUME_UP = 63,
  KEY_VOLUME_DOWN = 64,
  KEY_F13 = 65,
  KEY_F14 = 66,
  KEY_F15 = 67,
  KEY_F16 = 68,
  KEY_F17 = 69,
  KEY_F18 = 70,
  KEY_F19 = 71,
  KEY_F20 = 72,
  KEY_F21 = 73,
  KEY_F22 = 74,
  KEY_F23 = 75,
  KEY_F24 = 76,
  KEY_SUPER = 77,
  VKEY_FIRST_CODE = 1,
  VKEY_LAST_CODE = 77,
  VKEY_FIRST_ASCII = 128,
};

/// Held keys.
enum class KeyModifier : std::int16_t {
  kShiftKey = 1,
  kAlternateKey = 2,
  kCommandKey = 4,  ///< Ctrl on Windows and Linux, Command on macOS
  kControlKey = 8,  ///< Control on macOS
};

template <>
inline constexpr bool kIsFlags<KeyModifier> = true;

/// One key press. Convenience only; the interfaces pass the parts.
struct KeyCode {
  char16_t character;
  std::uint8_t virt;      ///< a VirtualKeyCodes value, in one byte
  std::uint8_t modifier;  ///< a KeyModifier mask, in one byte
};

}  // namespace attacca::vst3
