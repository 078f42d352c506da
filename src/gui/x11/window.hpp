// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <xcb/xcb.h>

#include "attacca/gui/window.hpp"
#include "gui/x11/connection.hpp"
#include "gui/x11/cursors.hpp"
#include "gui/x11/exchange.hpp"
#include "gui/x11/keyboard.hpp"
#include "gui/x11/pointer.hpp"
#include "gui/x11/screen.hpp"

namespace attacca::gui {

/// A child window on X11. Sleeps until the server or invalidate() says that something has changed.
/// [main]
class X11Window final : public Window {
 public:
  static Result<std::unique_ptr<Window>> open(ParentWindow parent, const WindowOptions& options,
                                              WindowClient& client, EventLoop& loop);

  X11Window(std::unique_ptr<X11Connection> connection, const WindowOptions& options,
            WindowClient& client, EventLoop& loop);
  ~X11Window() override;
  X11Window(const X11Window&) = delete;
  X11Window& operator=(const X11Window&) = delete;

  void set_size(PhysicalSize size) override;
  void set_scale(double scale) override;
  void set_visible(bool visible) override;
  void invalidate() override;
  void invalidate(const Rect& area) override;
  void set_cursor(Cursor cursor) override;
  void take_keyboard(bool take) override;
  void set_clipboard(std::string text) override;
  void ask_clipboard() override;
  void start_drag(const DragContent& content, const DragCode& code) override;
  [[nodiscard]] bool is_alive() const override { return connection_ != nullptr; }

 private:
  Result<void> create(xcb_window_t parent, const WindowOptions& options);
  Result<void> start_listening();
  void announce_to_embedder(bool mapped);

  void handle_events();
  void handle(const xcb_generic_event_t& event);
  void handle_gone(xcb_window_t window);
  void handle_button(const xcb_button_press_event_t& event);
  void handle_key(const xcb_key_press_event_t& event);
  void handle_embedder(const xcb_client_message_event_t& event);
  void deliver_motion();
  void update_drag_cursor();
  void handle_configure(const xcb_configure_notify_event_t& event, std::uint32_t sequence);
  void disconnect() noexcept;
  void lose();

  std::unique_ptr<X11Connection> connection_;  ///< null when the native window is lost
  WindowClient& client_;
  EventLoop& loop_;
  EventLoop::Handle watch_ = 0;
  xcb_window_t window_ = XCB_WINDOW_NONE;
  xcb_atom_t xembed_ = XCB_ATOM_NONE;
  xcb_atom_t xembed_info_ = XCB_ATOM_NONE;
  PhysicalSize size_;
  double scale_;
  std::optional<xcb_motion_notify_event_t> motion_;  ///< the newest of this turn, not delivered yet
  ClickCounter clicks_;
  X11Cursors cursors_;
  bool shows_drag_cursor_ = false;
  std::unique_ptr<X11Screen> screen_;
  std::unique_ptr<X11Keyboard> keyboard_;  ///< null for windows that want no keys
  std::unique_ptr<X11Exchange> exchange_;
  std::uint32_t last_resize_ = 0;  ///< sequence number of our own newest resize request
  /// Becomes false with this object: a client may end it from a callback.
  std::shared_ptr<bool> exists_ = std::make_shared<bool>(true);
};

}  // namespace attacca::gui
