// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>

#include <windows.h>

#include "attacca/gui/key_event.hpp"

namespace attacca::gui {

/// What the keys of one window mean. [main]
class Keyboard {
 public:
  /// Of WM_KEYDOWN, WM_KEYUP and their like, and of WM_CHAR where a text comes without a key, as
  /// from an input method. What a press types is taken out of the queue, where the host's
  /// TranslateMessage() has put it. Nullopt while a letter is being put together.
  [[nodiscard]] std::optional<KeyEvent> translate(HWND window, UINT message, WPARAM first,
                                                  LPARAM second);

  /// Whether the host sends back what it was given: one that hands the keys of its window to the
  /// plugin's would do so for ever.
  [[nodiscard]] static bool has_passed_on(LPARAM second) noexcept;
  /// Gives the host what nobody here wanted.
  void pass_on(HWND window, UINT message, WPARAM first, LPARAM second) const;

 private:
  void add(wchar_t unit);

  std::wstring typed_;  ///< by the key that was translated last
  wchar_t high_ = 0;    ///< half of a letter
};

}  // namespace attacca::gui
