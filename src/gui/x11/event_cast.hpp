// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <xcb/xcb.h>

namespace attacca::gui {

/// `event` as what its type says it is: XCB hands out one C struct for all. [any]
template <typename Event>
[[nodiscard]] const Event& as(const xcb_generic_event_t& event) noexcept {
  return reinterpret_cast<const Event&>(event);
}

}  // namespace attacca::gui
