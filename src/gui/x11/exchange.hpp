// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <optional>
#include <string>

#include <xcb/xcb.h>

#include "attacca/gui/cursor.hpp"
#include "attacca/gui/window.hpp"
#include "gui/x11/clipboard.hpp"
#include "gui/x11/connection.hpp"
#include "gui/x11/file_drop.hpp"
#include "gui/x11/foreign_windows.hpp"
#include "gui/x11/outgoing_drag.hpp"
#include "gui/x11/selection_sender.hpp"
#include "gui/x11/xdnd.hpp"

namespace attacca::gui {

/// What a window exchanges with other programs: the clipboard's text, files that are dropped on it,
/// what is dragged out of it. Tells the client of them, who may end all of this from inside: where
/// a function has called the client, nothing of it is touched afterwards unless it is there still.
/// [main]
class X11Exchange {
 public:
  /// Borrows all of them; `options` say what there is. Asks the server for names, and waits for it.
  X11Exchange(X11Connection& connection, xcb_window_t window, const WindowOptions& options,
              WindowClient& client, EventLoop& loop);
  /// Who has something of ours dragged above it is told that this is over.
  ~X11Exchange();
  X11Exchange(const X11Exchange&) = delete;
  X11Exchange& operator=(const X11Exchange&) = delete;

  void set_clipboard(std::string text);
  void ask_clipboard();

  void start_drag(const DragContent& content, const DragCode& code);
  /// Between a drag's begin and its release the pointer is the drag's.
  [[nodiscard]] bool is_dragging() const { return drag_ && drag_->is_dragging(); }
  /// What the pointer looks like because of a drag; nullopt: as the client says.
  [[nodiscard]] std::optional<Cursor> drag_cursor() const;
  void move_drag(const xcb_motion_notify_event_t& event);
  /// Every button event of the window. True where it is the drag's, and not the client's.
  bool handle_button(const xcb_button_press_event_t& event);
  /// Says of the drags that are over that they are.
  void report_drags();
  /// Ends all drags, because the window does; report_drags() has them.
  void give_up_drags();

  /// Selections, properties, and what other programs say. False: it is of something else.
  bool handle(const xcb_generic_event_t& event, double scale);
  /// Another program's window is no more.
  void handle_gone(xcb_window_t window);

 private:
  bool handle_selection(const xcb_selection_notify_event_t& event, double scale);
  bool handle_message(const xcb_client_message_event_t& event, double scale);
  bool handle_files(const xcb_client_message_event_t& event, double scale);
  void handle_request(const xcb_selection_request_event_t& event);
  void handle_property(const xcb_property_notify_event_t& event);
  void keep_patience();
  void stop_patience();
  const X11Xdnd& xdnd();

  X11Connection& connection_;
  xcb_window_t window_;
  WindowClient& client_;
  EventLoop& loop_;
  X11ForeignWindows others_;
  std::unique_ptr<X11Xdnd> xdnd_;               ///< from the first that needs it
  std::unique_ptr<X11SelectionSender> sender_;  ///< null for windows without input
  std::unique_ptr<X11Clipboard> clipboard_;     ///< null for windows that want no keys
  std::unique_ptr<X11FileDrop> files_;          ///< null for windows that take none
  std::unique_ptr<X11OutgoingDrag> drag_;       ///< from the first drag on
  xcb_button_t held_ = 0;        ///< that has begun the press; 0: none, or it is not known
  xcb_button_t drags_with_ = 0;  ///< whose release ends the drag; 0: of any but the wheel
  EventLoop::Handle patience_ = 0;
  /// Becomes false with this object.
  std::shared_ptr<bool> exists_ = std::make_shared<bool>(true);
};

}  // namespace attacca::gui
