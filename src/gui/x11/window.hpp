// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <xcb/xcb.h>

#include "attacca/gui/window.hpp"
#include "gui/cairo/frame_buffer.hpp"
#include "gui/pixel_region.hpp"
#include "gui/x11/clipboard.hpp"
#include "gui/x11/connection.hpp"
#include "gui/x11/cursors.hpp"
#include "gui/x11/file_drop.hpp"
#include "gui/x11/keyboard.hpp"
#include "gui/x11/outgoing_drag.hpp"
#include "gui/x11/pointer.hpp"

namespace attacca::gui {

/// A child window on X11. Sleeps until the server or invalidate() says that something has changed:
/// invalidate() asks the server for an Expose event, so that frames are drawn from the event loop,
/// once for many calls, and not at all while nobody can see the window. [main]
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
  struct DestroySurface {
    void operator()(cairo_surface_t* surface) const noexcept;
  };
  Result<void> create(xcb_window_t parent, const WindowOptions& options);
  Result<void> start_listening();
  void announce_to_embedder(bool mapped);

  void handle_events();
  void handle(const xcb_generic_event_t& event);
  void handle_button(const xcb_button_press_event_t& event);
  void handle_key(const xcb_key_press_event_t& event);
  void handle_message(const xcb_client_message_event_t& event);
  void handle_selection(const xcb_selection_notify_event_t& event);
  void handle_drag(const X11FileDrop::Drag& drag);
  void handle_property(const xcb_property_notify_event_t& event);
  bool handle_own_drag(const xcb_generic_event_t& event);
  void report_own_drag();
  [[nodiscard]] Point logical(std::int32_t x, std::int32_t y) const {
    return {x / scale_, y / scale_};
  }
  void deliver_motion();
  bool end_lost_drag();
  void handle_configure(const xcb_configure_notify_event_t& event, std::uint32_t sequence);
  void show_frame();
  void copy_to_screen();
  void request_expose(PixelRect area);
  void disconnect() noexcept;
  void lose();

  std::unique_ptr<X11Connection> connection_;  ///< null when the native window is lost
  WindowClient& client_;
  EventLoop& loop_;
  EventLoop::Handle watch_ = 0;
  xcb_window_t window_ = XCB_WINDOW_NONE;
  xcb_atom_t xembed_info_ = XCB_ATOM_NONE;
  std::unique_ptr<cairo_surface_t, DestroySurface> screen_;  ///< the window as cairo sees it
  FrameBuffer frame_{CAIRO_FORMAT_RGB24};
  PhysicalSize size_;
  double scale_;
  PixelRegion damage_;                  ///< what the server has uncovered since the last frame
  PixelRegion invalid_;                 ///< what of the next frame must be drawn again
  std::optional<PointerEvent> motion_;  ///< the newest of this turn, not delivered yet
  ClickCounter clicks_;
  X11Cursors cursors_;
  std::unique_ptr<X11Keyboard> keyboard_;       ///< null for windows that want no keys
  std::unique_ptr<X11SelectionSender> sender_;  ///< null for windows without input
  std::unique_ptr<X11Clipboard> clipboard_;     ///< null for windows that want no keys
  std::unique_ptr<X11OutgoingDrag> drag_;       ///< from the first drag on
  std::unique_ptr<X11FileDrop> files_;          ///< null for windows that take none
  bool empty_drag_ = false;                     ///< one of nothing has to be reported
  xcb_atom_t xembed_ = XCB_ATOM_NONE;
  std::uint32_t last_resize_ = 0;  ///< sequence number of our own newest resize request
  /// Becomes false with this object: a client may end it from a callback.
  std::shared_ptr<bool> exists_ = std::make_shared<bool>(true);
};

}  // namespace attacca::gui
