// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/window.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {

bool Window::open(std::uintptr_t parent) {
  close();
  connection_ = xcb_connect(nullptr, nullptr);
  window_ = xcb_generate_id(connection_);
  const std::uint32_t events =
      XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_BUTTON_1_MOTION;
  xcb_create_window(connection_, XCB_COPY_FROM_PARENT, window_, static_cast<xcb_window_t>(parent),
                    0, 0, static_cast<std::uint16_t>(size_.width),
                    static_cast<std::uint16_t>(size_.height), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
                    XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK, &events);
  xcb_map_window(connection_, window_);
  xcb_flush(connection_);
  return xcb_connection_has_error(connection_) == 0;
}

Window::Size Window::constrain(Size wanted) noexcept {
  return {std::clamp(wanted.width, kLeast.width, kMost.width),
          std::clamp(wanted.height, kLeast.height, kMost.height)};
}

bool Window::resize(Size size) {
  const Size possible = constrain(size);
  if (possible != size && is(Fault::impossible_size_ignored)) return false;
  size_ = possible;
  if (connection_ != nullptr) {
    const std::array<std::uint32_t, 2> values{size_.width, size_.height};
    xcb_configure_window(connection_, window_, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT,
                         values.data());
    xcb_flush(connection_);
  }
  return possible == size;
}

int Window::descriptor() const noexcept {
  return connection_ != nullptr ? xcb_get_file_descriptor(connection_) : -1;
}

std::optional<Window::Pointer> Window::next_pointer() {
  while (connection_ != nullptr) {
    const std::unique_ptr<xcb_generic_event_t, decltype(&std::free)> event(
        xcb_poll_for_event(connection_), &std::free);
    if (event == nullptr) break;
    // Presses, releases and motion are laid out alike.
    const int y = reinterpret_cast<const xcb_button_press_event_t&>(*event).event_y;
    switch (event->response_type & 0x7F) {
      case XCB_BUTTON_PRESS:
        return Pointer{Pointer::Kind::press, y};
      case XCB_BUTTON_RELEASE:
        return Pointer{Pointer::Kind::release, y};
      case XCB_MOTION_NOTIFY:
        return Pointer{Pointer::Kind::move, y};
      default:
        break;
    }
  }
  return std::nullopt;
}

// The server destroys the windows of a connection that ends.
void Window::close() {
  if (connection_ != nullptr) xcb_disconnect(connection_);
  connection_ = nullptr;
}

}  // namespace attacca::faulty
