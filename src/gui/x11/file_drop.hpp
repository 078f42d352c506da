// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <xcb/xcb.h>

#include "gui/x11/connection.hpp"
#include "gui/x11/foreign_windows.hpp"
#include "gui/x11/xdnd.hpp"

namespace attacca::gui {

/// The receiving side of drag and drop, as the XDND protocol, version 5, has it: the program whose
/// files are dragged tells the window below the pointer where they are, and is told whether they
/// may be dropped there; what they are is asked for as a selection once they were. [main]
class X11FileDrop {
 public:
  struct Drag {
    enum class Kind : std::uint8_t {
      moved,    ///< answer() is due
      left,     ///< or dropped where they were not wanted
      dropped,  ///< handle_notify() follows, when the other program answers
    };
    Kind kind = Kind::left;
    std::int32_t x = 0;  ///< physical pixels, in the window
    std::int32_t y = 0;
  };

  /// Borrows all of them, and lets other programs know that `window` takes files.
  X11FileDrop(X11Connection& connection, xcb_window_t window, X11ForeignWindows& others,
              const X11Xdnd& xdnd);

  /// Nullopt for messages that are of no drag of files, or change nothing. Waits for the server to
  /// say where the window is.
  std::optional<Drag> handle(const xcb_client_message_event_t& event);
  void answer(bool takes);

  /// The files of a drop, and where; an empty list where the other program gives none that we can
  /// read. Nullopt: this is another selection.
  struct Files {
    std::vector<std::string> paths;
    std::int32_t x = 0;
    std::int32_t y = 0;
  };
  std::optional<Files> handle_notify(const xcb_selection_notify_event_t& event);

  /// A window is no more. True where it is the one whose files were above ours: they are not.
  bool handle_gone(xcb_window_t window);
  /// The user presses a button, which nobody does while dragging. True where files are not above
  /// the window any more of which nobody has said so. Their program may still say that they were
  /// dropped before: it may be slow.
  bool handle_press();

 private:
  [[nodiscard]] xcb_atom_t atom(X11Xdnd::Name name) const { return xdnd_.atom(name); }
  [[nodiscard]] bool offers_files(const xcb_client_message_event_t& entered) const;
  void locate(std::uint32_t on_root);
  void finish(bool took);
  void enter(xcb_window_t source);
  std::optional<Drag> left();

  X11Connection& connection_;
  xcb_window_t window_;
  X11ForeignWindows& others_;
  const X11Xdnd& xdnd_;
  xcb_window_t source_ = XCB_WINDOW_NONE;  ///< of the drag that is above the window
  bool has_files_ = false;
  bool is_above_ = false;  ///< as the client has been told
  bool takes_ = false;
  bool waits_ = false;  ///< for what was dropped
  std::int32_t x_ = 0;
  std::int32_t y_ = 0;
};

}  // namespace attacca::gui
