// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include <xcb/xcb.h>

#include "gui/x11/connection.hpp"
#include "gui/x11/selection_receiver.hpp"
#include "gui/x11/selection_sender.hpp"

namespace attacca::gui {

/// Text that is copied and pasted, by the selection CLIPBOARD as ICCCM (2.) has it: who copies owns
/// it and answers whoever asks. Long texts go piece by piece, both ways. [main]
class X11Clipboard {
 public:
  /// Of a text; a longer one is neither copied nor pasted.
  static constexpr std::size_t kMostBytes = std::size_t{16} << 20u;

  /// Borrows all of them; `window` selects the changes of its properties. Asks the server for
  /// names, and waits for it.
  X11Clipboard(X11Connection& connection, xcb_window_t window, X11SelectionSender& sender);

  void set(std::string text);
  void ask();

  /// False: it is of another selection.
  bool handle_request(const xcb_selection_request_event_t& event);
  void handle_clear(const xcb_selection_clear_event_t& event);
  /// What was asked for; nullopt: there is none that we take, or it comes in pieces.
  std::optional<std::string> handle_notify(const xcb_selection_notify_event_t& event);
  /// The last piece has come, and all is here.
  std::optional<std::string> handle_property(const xcb_property_notify_event_t& event);

 private:
  enum Name : std::size_t { clipboard, utf8, targets, transfer, count };
  [[nodiscard]] static std::array<xcb_atom_t, count> names(const X11Connection& connection);
  [[nodiscard]] xcb_atom_t atom(Name name) const { return atoms_[name]; }
  std::optional<std::string> text_of(X11SelectionReceiver::Answer answer);

  X11Connection& connection_;
  xcb_window_t window_;
  X11SelectionSender& sender_;
  std::array<xcb_atom_t, count> atoms_;
  X11SelectionReceiver receiver_;
  std::shared_ptr<const std::string> text_;  ///< null: we do not own the selection
};

}  // namespace attacca::gui
