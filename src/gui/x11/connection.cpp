// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/connection.hpp"

#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace attacca::gui {

void FreeWithC::operator()(void* pointer) const noexcept {
  std::free(pointer);
}

Result<std::unique_ptr<X11Connection>> X11Connection::open() {
  std::unique_ptr<X11Connection> connection(new X11Connection(xcb_connect(nullptr, nullptr)));
  if (connection->is_broken()) {
    const char* display = std::getenv("DISPLAY");
    std::string message = "cannot open the editor: no X11 display answers (DISPLAY is ";
    message += display != nullptr ? display : "not set";
    return fail(message + "); start the host in a graphical session");
  }
  return connection;
}

X11Connection::~X11Connection() {
  xcb_disconnect(xcb_);
}

xcb_screen_t* X11Connection::screen_of(xcb_window_t root) const {
  auto screens = xcb_setup_roots_iterator(xcb_get_setup(xcb_));
  for (; screens.rem > 0; xcb_screen_next(&screens)) {
    if (screens.data->root == root) return screens.data;
  }
  return nullptr;
}

void X11Connection::atoms(std::span<const char* const> names, std::span<xcb_atom_t> atoms) const {
  std::vector<xcb_intern_atom_cookie_t> asked;
  for (const char* const name : names) {
    asked.push_back(xcb_intern_atom(xcb_, 0, static_cast<std::uint16_t>(std::strlen(name)), name));
  }
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::unique_ptr<xcb_intern_atom_reply_t, FreeWithC> reply(
        xcb_intern_atom_reply(xcb_, asked[i], nullptr));
    atoms[i] = reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
  }
}

xcb_atom_t X11Connection::atom(const char* name) const {
  xcb_atom_t atom = XCB_ATOM_NONE;
  atoms({&name, 1}, {&atom, 1});
  return atom;
}

X11Event X11Connection::next_event() {
  if (stash_.empty()) return X11Event(xcb_poll_for_event(xcb_));
  X11Event event = std::move(stash_.front());
  stash_.pop_front();
  return event;
}

bool X11Connection::stash_queued() {
  bool any = false;
  while (X11Event event{xcb_poll_for_queued_event(xcb_)}) {
    stash_.push_back(std::move(event));
    any = true;
  }
  return any;
}

void X11Connection::sync(xcb_window_t wake_target) {
  const std::unique_ptr<xcb_get_input_focus_reply_t, FreeWithC> reply(
      xcb_get_input_focus_reply(xcb_, xcb_get_input_focus(xcb_), nullptr));
  flush(wake_target);
}

void X11Connection::flush(xcb_window_t wake_target) {
  xcb_flush(xcb_);
  while (stash_queued() && !is_broken()) wake(wake_target);
}

void X11Connection::wake(xcb_window_t target) {
  // An event must be 32 bytes on the wire, and a client message is.
  xcb_client_message_event_t wake{};
  wake.response_type = XCB_CLIENT_MESSAGE;
  wake.format = 32;
  wake.window = target;
  xcb_send_event(xcb_, 0, target, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<const char*>(&wake));
  xcb_flush(xcb_);
}

}  // namespace attacca::gui
