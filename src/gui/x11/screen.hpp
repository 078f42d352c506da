// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>

#include <xcb/xcb.h>

#include "attacca/gui/window.hpp"
#include "gui/cairo/frame_buffer.hpp"
#include "gui/pixel_region.hpp"
#include "gui/x11/connection.hpp"

namespace attacca::gui {

/// What a window shows: frames that are drawn in memory and copied to it. Asks the server for an
/// Expose event where a new frame is due, so that frames are drawn from the event loop, once for
/// many requests, and not at all while nobody can see the window. Not before
/// load_drawing_libraries(). [main]
class X11Screen {
 public:
  /// Borrows the connection, which must outlive it; `visual` is the window's.
  X11Screen(X11Connection& connection, xcb_window_t window, xcb_visualtype_t* visual,
            PhysicalSize size);

  /// That is to be drawn again.
  void request(const PixelRect& area);
  /// The server says that the window shows nothing there.
  void uncover(const PixelRect& area) { damage_.add(area); }
  [[nodiscard]] bool is_due() const noexcept { return !damage_.empty(); }
  /// Draws what was requested, and shows it and what was uncovered.
  void show(PhysicalSize size, double scale, WindowClient& client);

 private:
  struct DestroySurface {
    void operator()(cairo_surface_t* surface) const noexcept;
  };
  void copy(PhysicalSize size);

  X11Connection& connection_;
  xcb_window_t window_;
  std::unique_ptr<cairo_surface_t, DestroySurface> surface_;  ///< the window as cairo sees it
  FrameBuffer frame_{CAIRO_FORMAT_RGB24};
  PixelRegion damage_;   ///< what the server has uncovered since the last frame
  PixelRegion invalid_;  ///< what of the next frame must be drawn again
};

}  // namespace attacca::gui
