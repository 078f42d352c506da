// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>

#include <xcb/xcb.h>

#include "attacca/gui/pointer_event.hpp"

namespace attacca::gui {

/// Translations of X11's events; positions are divided by `scale`. The wheel is buttons 4 to 7 to
/// X11: their press is a scroll, their release nothing. [main]
[[nodiscard]] std::optional<PointerEvent> to_pointer_event(const xcb_button_press_event_t& event,
                                                           double scale);
[[nodiscard]] PointerEvent to_pointer_event(const xcb_motion_notify_event_t& event, double scale);
[[nodiscard]] PointerEvent to_pointer_event(const xcb_leave_notify_event_t& event, double scale);

/// Counts presses that follow each other at once and in one place: double clicks and more. [main]
class ClickCounter {
 public:
  /// Of a press.
  [[nodiscard]] int count(const xcb_button_press_event_t& event, double scale);

 private:
  xcb_button_press_event_t last_{};
  int clicks_ = 0;
};

}  // namespace attacca::gui
