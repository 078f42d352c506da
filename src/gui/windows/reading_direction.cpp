// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/windows/reading_direction.hpp"

#include <windows.h>

namespace attacca::gui {

namespace {

/// The blocks that Unicode keeps for scripts from right to left, and the marks that say so.
bool is_from_right(char32_t letter) noexcept {
  return (letter >= 0x0590 && letter <= 0x08FF) || letter == 0x200F ||
         (letter >= 0xFB1D && letter <= 0xFDFF) || (letter >= 0xFE70 && letter <= 0xFEFE) ||
         (letter >= 0x10800 && letter <= 0x10FFF) || (letter >= 0x1E800 && letter <= 0x1EFFF);
}

/// Digits, signs and spaces have no direction that counts; all other letters run from the left.
bool is_from_left(wchar_t unit) noexcept {
  WORD kind = 0;
  if (::GetStringTypeW(CT_CTYPE2, &unit, 1, &kind) == 0) return false;
  return kind == C2_LEFTTORIGHT;
}

}  // namespace

bool reads_from_right(std::wstring_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t letter = text[i];
    const bool pair = letter >= 0xD800 && letter < 0xDC00 && i + 1 < text.size();
    if (pair) letter = 0x10000 + ((letter - 0xD800) << 10u) + (text[i + 1] - 0xDC00u);
    WORD kind = 0;
    const wchar_t unit = text[i];
    // Arabic digits and marks in these blocks say nothing either.
    if (is_from_right(letter)) {
      if (pair || ::GetStringTypeW(CT_CTYPE2, &unit, 1, &kind) == 0) return true;
      if (kind == C2_RIGHTTOLEFT || kind == C2_NOTAPPLICABLE) return true;
    } else if (!pair && is_from_left(unit)) {
      return false;
    }
    if (pair) ++i;
  }
  return false;
}

}  // namespace attacca::gui
