// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include <xcb/xcb.h>

#include "gui/x11/connection.hpp"

namespace attacca::gui {

/// Text that is copied and pasted, by the selection CLIPBOARD as ICCCM (2.) has it: who copies owns
/// it and answers whoever asks, piece by piece where it is long. We copy little, and take only what
/// comes in one piece and is not too long. [main]
class X11Clipboard {
 public:
  /// Of a text that is pasted; a longer one is not taken at all.
  static constexpr std::size_t kMostBytes = 65536;

  /// Borrows the connection. Asks the server for names, and waits for it.
  X11Clipboard(X11Connection& connection, xcb_window_t window);

  void set(std::string text);
  void ask();

  void handle_request(const xcb_selection_request_event_t& event);
  void handle_clear() { text_.reset(); }
  /// What was asked for; nullopt: there is none that we take.
  std::optional<std::string> handle_notify(const xcb_selection_notify_event_t& event);

 private:
  enum Name : std::size_t { clipboard, utf8, targets, transfer, count };
  [[nodiscard]] xcb_atom_t atom(Name name) const { return atoms_[name]; }

  X11Connection& connection_;
  xcb_window_t window_;
  std::array<xcb_atom_t, count> atoms_{};
  std::optional<std::string> text_;  ///< while we own the selection
};

}  // namespace attacca::gui
