// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include <xcb/xcb.h>

namespace attacca::faulty {

/// An empty X11 window inside another one. [main]
class Window {
 public:
  static constexpr std::uint16_t kWidth = 320;
  static constexpr std::uint16_t kHeight = 200;

  Window() = default;
  ~Window() { close(); }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// False: there is no display.
  bool open(std::uintptr_t parent);
  void close();

 private:
  xcb_connection_t* connection_ = nullptr;
};

}  // namespace attacca::faulty
