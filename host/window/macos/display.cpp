// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/display.hpp"

namespace attacca::host {

std::optional<std::string_view> why_no_display() {
  return "this host opens no windows on macOS yet";
}

std::string_view window_system() noexcept {
  return "macOS";
}

}  // namespace attacca::host
