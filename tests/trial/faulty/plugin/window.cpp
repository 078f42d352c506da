// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/window.hpp"

#include <algorithm>
#include <array>

#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {

bool Window::open(std::uintptr_t parent) {
  close();
  connection_ = xcb_connect(nullptr, nullptr);
  window_ = xcb_generate_id(connection_);
  xcb_create_window(connection_, XCB_COPY_FROM_PARENT, window_, static_cast<xcb_window_t>(parent),
                    0, 0, static_cast<std::uint16_t>(size_.width),
                    static_cast<std::uint16_t>(size_.height), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
                    XCB_COPY_FROM_PARENT, 0, nullptr);
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

// The server destroys the windows of a connection that ends.
void Window::close() {
  if (connection_ != nullptr) xcb_disconnect(connection_);
  connection_ = nullptr;
}

}  // namespace attacca::faulty
