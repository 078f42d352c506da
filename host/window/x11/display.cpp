// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/display.hpp"

#include <cstdlib>

namespace attacca::host {

std::optional<std::string_view> why_no_display() {
  const char* const name = std::getenv("DISPLAY");
  if (name != nullptr && *name != '\0') return std::nullopt;
  return "there is no X11 display (DISPLAY is not set): run under X11, or install Xvfb";
}

std::string_view window_system() noexcept {
  return "X11";
}

}  // namespace attacca::host
