// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <xcb/xcb.h>

#include "attacca/gui/drag_content.hpp"
#include "gui/x11/connection.hpp"
#include "gui/x11/foreign_windows.hpp"
#include "gui/x11/selection_sender.hpp"
#include "gui/x11/xdnd.hpp"

namespace attacca::gui {

/// Something that is dragged out of a window; drag_source.hpp has it. What is not dragged out of is
/// linked without that. Places are the root window's. [main]
class X11OutgoingDrag {
 public:
  virtual ~X11OutgoingDrag() = default;

  /// While a button is held, whose motions and release come to us until it ends. What was dragged
  /// before and is not over ends now. True where take_result() has something already: of that, or
  /// because there is nothing to drag.
  virtual bool begin(const DragContent& content) = 0;
  /// From begin() to release().
  [[nodiscard]] virtual bool is_dragging() const noexcept = 0;
  /// From release() until the window below has answered.
  [[nodiscard]] virtual bool awaits_answer() const noexcept = 0;
  /// Whether the window below the pointer has said that it takes it.
  [[nodiscard]] virtual bool is_wanted() const noexcept = 0;
  /// Waits for the server to say what is below, once for each window in a window.
  virtual void move(std::int16_t x, std::int16_t y, xcb_timestamp_t time) = 0;
  virtual void release(xcb_timestamp_t time) = 0;
  /// Ends what is not over, untaken; the window below is told.
  virtual void give_up() = 0;
  /// A window is no more.
  virtual void handle_gone(xcb_window_t window) = 0;
  /// What the other window says. False: it is of something else.
  virtual bool handle(const xcb_client_message_event_t& event) = 0;
  /// False: it is of another selection.
  virtual bool handle_request(const xcb_selection_request_event_t& event) = 0;
  /// Whether what was dragged was taken: once for each begin(), after its end, in their order.
  [[nodiscard]] virtual std::optional<bool> take_result() = 0;
};

/// What a drag works with, which all outlives it.
struct X11DragMeans {
  X11Connection& connection;
  xcb_window_t window;
  X11SelectionSender& sender;
  X11ForeignWindows& others;
  const X11Xdnd& xdnd;
};

/// What drag_code() refers to.
struct DragCode {
  std::unique_ptr<X11OutgoingDrag> (*make)(const X11DragMeans& means);
};

}  // namespace attacca::gui
