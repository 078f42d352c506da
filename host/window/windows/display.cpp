// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/display.hpp"

namespace attacca::host {

std::optional<std::string_view> why_no_display() {
  return std::nullopt;
}

std::string_view window_system() noexcept {
  return "Windows";
}

}  // namespace attacca::host
