// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>

#include <xcb/xcb.h>

#include "attacca/base/result.hpp"

namespace attacca::gui {

struct FreeWithC {
  void operator()(void* pointer) const noexcept;
};
using X11Event = std::unique_ptr<xcb_generic_event_t, FreeWithC>;

/// A connection of our own to the display. XCB rather than Xlib, because Xlib's error handlers are
/// the host's: one per process, and without one an error of ours ends the host. Here errors arrive
/// as events, and a server that is gone is a value to ask for. [main]
class X11Connection {
 public:
  /// Connects to the display that $DISPLAY names.
  static Result<std::unique_ptr<X11Connection>> open();
  ~X11Connection();
  X11Connection(const X11Connection&) = delete;
  X11Connection& operator=(const X11Connection&) = delete;

  [[nodiscard]] xcb_connection_t* xcb() const { return xcb_; }
  [[nodiscard]] int fd() const { return xcb_get_file_descriptor(xcb_); }
  [[nodiscard]] bool is_broken() const { return xcb_connection_has_error(xcb_) != 0; }

  /// The screen with this root window, or null.
  [[nodiscard]] xcb_screen_t* screen_of(xcb_window_t root) const;

  /// An atom; 0 where the server does not answer. Waits for the server.
  [[nodiscard]] xcb_atom_t atom(const char* name) const;
  /// The same for as many as there are names, with one wait for all of them.
  void atoms(std::span<const char* const> names, std::span<xcb_atom_t> atoms) const;

  /// Sends all requests and waits until the server has done them. Events that arrive meanwhile are
  /// announced as by flush().
  void sync(xcb_window_t wake_target);

  /// The next event, reading what has arrived but never waiting; null if there is none.
  X11Event next_event();

  /// Sends all requests. Sending may also read events into the queue in memory, where fd() does
  /// not announce them; then `wake_target` is sent a message, which fd() will announce.
  void flush(xcb_window_t wake_target);

  /// Sends `target` a message that means nothing, which fd() will announce.
  void wake(xcb_window_t target);

 private:
  explicit X11Connection(xcb_connection_t* xcb) : xcb_(xcb) {}
  bool stash_queued();

  xcb_connection_t* xcb_;
  std::deque<X11Event> stash_;
};

}  // namespace attacca::gui
