// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/screen.hpp"

#include <utility>

#include "gui/cairo/drawing_libraries.hpp"

namespace attacca::gui {

void X11Screen::DestroySurface::operator()(cairo_surface_t* surface) const noexcept {
  // Cairo remembers things per connection; they must go before the connection does.
  cairo_device_t* device = cairo_device_reference(cairo_surface_get_device(surface));
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
  cairo_device_finish(device);
  cairo_device_destroy(device);
}

X11Screen::X11Screen(X11Connection& connection, xcb_window_t window, xcb_visualtype_t* visual,
                     PhysicalSize size)
    : connection_(connection),
      window_(window),
      surface_(cairo_xcb_surface_create(connection.xcb(), window, visual,
                                        static_cast<int>(size.width),
                                        static_cast<int>(size.height))) {}

void X11Screen::request(const PixelRect& area) {
  // While a request is under way, or nobody can see the place, the Expose event is yet to come.
  if (area.empty() || invalid_.covers(area)) return;
  invalid_.add(area);
  xcb_clear_area(connection_.xcb(), 1, window_, static_cast<std::int16_t>(area.left),
                 static_cast<std::int16_t>(area.top), static_cast<std::uint16_t>(area.width()),
                 static_cast<std::uint16_t>(area.height()));
  connection_.flush(window_);
}

void X11Screen::show(PhysicalSize size, double scale, WindowClient& client) {
  // What is drawn may invalidate again, for the next frame.
  PixelRegion region = std::exchange(invalid_, {});
  if (!frame_.has_size(size)) {
    region.add({0, 0, static_cast<int>(size.width), static_cast<int>(size.height)});
  }
  for (const PixelRect& invalid : region.rects()) {
    const PixelRect area = invalid.within(size);
    if (area.empty()) continue;
    frame_.paint(size, scale, area,
                 [&](Canvas& canvas) { client.draw(canvas, to_logical(size, scale)); });
    damage_.add(area);
  }
  copy(size);
}

void X11Screen::copy(PhysicalSize size) {
  cairo_xcb_surface_set_size(surface_.get(), static_cast<int>(size.width),
                             static_cast<int>(size.height));
  cairo_t* cairo = cairo_create(surface_.get());
  const PixelRegion damage = std::exchange(damage_, {});
  for (const PixelRect& area : damage.rects()) {
    cairo_rectangle(cairo, area.left, area.top, area.width(), area.height());
  }
  cairo_clip(cairo);
  cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface(cairo, frame_.surface(), 0, 0);
  cairo_paint(cairo);
  cairo_destroy(cairo);
  cairo_surface_flush(surface_.get());
}

}  // namespace attacca::gui
