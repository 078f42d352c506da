// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/window.hpp"

namespace attacca::faulty {

bool Window::open(std::uintptr_t parent) {
  close();
  connection_ = xcb_connect(nullptr, nullptr);
  const xcb_window_t window = xcb_generate_id(connection_);
  xcb_create_window(connection_, XCB_COPY_FROM_PARENT, window, static_cast<xcb_window_t>(parent), 0,
                    0, kWidth, kHeight, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, 0,
                    nullptr);
  xcb_map_window(connection_, window);
  xcb_flush(connection_);
  return xcb_connection_has_error(connection_) == 0;
}

// The server destroys the windows of a connection that ends.
void Window::close() {
  if (connection_ != nullptr) xcb_disconnect(connection_);
  connection_ = nullptr;
}

}  // namespace attacca::faulty
