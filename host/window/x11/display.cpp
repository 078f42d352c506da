// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/display.hpp"

#include <cstdlib>

namespace attacca::host {

std::optional<std::string_view> why_no_display() {
  if (std::getenv("DISPLAY") != nullptr) return std::nullopt;
  return "there is no X11 display";
}

std::string_view window_system() noexcept {
  return "X11";
}

}  // namespace attacca::host
