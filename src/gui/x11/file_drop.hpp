// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <xcb/xcb.h>

#include "gui/x11/connection.hpp"

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

  /// Borrows the connection, and lets other programs know that `window` takes files. Asks the
  /// server for names, and waits for it.
  X11FileDrop(X11Connection& connection, xcb_window_t window);

  /// Nullopt for messages that are of no drag of files. Waits for the server to say where the
  /// window is.
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

  /// The user moves the pointer, which nobody does while dragging: whether a drag has ended of
  /// which nobody said so, because its program did.
  bool give_up();

 private:
  enum Name : std::size_t {
    aware,
    enter,
    position,
    status,
    leave,
    drop,
    finished,
    selection,
    type_list,
    action_copy,
    uri_list,
    transfer,
    count
  };
  [[nodiscard]] xcb_atom_t atom(Name name) const { return atoms_[name]; }
  [[nodiscard]] bool offers_files(const xcb_client_message_event_t& entered) const;
  void locate(std::uint32_t on_root);
  void send(Name name, std::uint32_t flags, xcb_atom_t action);
  void finish(bool took);

  X11Connection& connection_;
  xcb_window_t window_;
  xcb_window_t root_ = XCB_WINDOW_NONE;
  std::array<xcb_atom_t, count> atoms_{};
  xcb_window_t source_ = XCB_WINDOW_NONE;  ///< of the drag that is above the window
  bool has_files_ = false;
  bool takes_ = false;
  bool waits_ = false;  ///< for what was dropped
  std::int32_t x_ = 0;
  std::int32_t y_ = 0;
};

}  // namespace attacca::gui
