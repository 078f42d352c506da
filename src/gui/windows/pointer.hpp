// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <windows.h>

#include "attacca/gui/pointer_event.hpp"

namespace attacca::gui {

/// Translations of the system's messages; positions are divided by `scale`. [main]
[[nodiscard]] PointerEvent to_pointer_event(UINT message, WPARAM first, LPARAM second,
                                            double scale);
/// The same for the wheels, whose messages speak of places on the screen.
[[nodiscard]] PointerEvent to_scroll_event(HWND window, UINT message, WPARAM first, LPARAM second,
                                           double scale);

/// Counts presses that follow each other at once and in one place, as the user has set that: double
/// clicks and more. [main]
class ClickCounter {
 public:
  /// Of a press, at a time in milliseconds.
  [[nodiscard]] int count(const PointerEvent& press, double scale, DWORD time);

 private:
  PointerEvent last_;
  DWORD time_ = 0;
  int clicks_ = 0;
};

}  // namespace attacca::gui
