// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/clipboard.hpp"

#include <utility>

namespace attacca::gui {

std::array<xcb_atom_t, X11Clipboard::count> X11Clipboard::names(const X11Connection& connection) {
  static constexpr std::array<const char*, count> kNames{"CLIPBOARD", "UTF8_STRING", "TARGETS",
                                                         "ATTACCA_CLIPBOARD"};
  std::array<xcb_atom_t, count> atoms{};
  connection.atoms(kNames, atoms);
  return atoms;
}

X11Clipboard::X11Clipboard(X11Connection& connection, xcb_window_t window,
                           X11SelectionSender& sender)
    : connection_(connection),
      window_(window),
      sender_(sender),
      atoms_(names(connection)),
      receiver_(connection, window, atoms_[transfer], kMostBytes) {}

void X11Clipboard::set(std::string text) {
  if (text.size() > kMostBytes) return;
  text_ = std::make_shared<const std::string>(std::move(text));
  xcb_set_selection_owner(connection_.xcb(), window_, atom(clipboard), XCB_CURRENT_TIME);
  connection_.flush(window_);
}

void X11Clipboard::ask() {
  receiver_.begin();
  xcb_convert_selection(connection_.xcb(), window_, atom(clipboard), atom(utf8), atom(transfer),
                        XCB_CURRENT_TIME);
  connection_.flush(window_);
}

bool X11Clipboard::handle_request(const xcb_selection_request_event_t& event) {
  if (event.selection != atom(clipboard)) return false;
  if (text_ != nullptr && event.target == atom(targets)) {
    sender_.answer_atoms(event, std::array{atom(targets), atom(utf8)});
    return true;
  }
  sender_.answer(event, atom(utf8), event.target == atom(utf8) ? text_ : nullptr);
  return true;
}

void X11Clipboard::handle_clear(const xcb_selection_clear_event_t& event) {
  if (event.selection == atom(clipboard)) text_.reset();
}

std::optional<std::string> X11Clipboard::text_of(X11SelectionReceiver::Answer answer) {
  if (answer != X11SelectionReceiver::Answer::whole) return std::nullopt;
  return receiver_.take();
}

std::optional<std::string> X11Clipboard::handle_notify(const xcb_selection_notify_event_t& event) {
  if (event.selection != atom(clipboard)) return std::nullopt;
  return text_of(receiver_.handle_notify(event.property, atom(utf8)));
}

std::optional<std::string> X11Clipboard::handle_property(const xcb_property_notify_event_t& event) {
  return text_of(receiver_.handle_property(event));
}

}  // namespace attacca::gui
