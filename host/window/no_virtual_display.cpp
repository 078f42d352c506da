// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/virtual_display.hpp"

namespace attacca::host {

// Windows has windows without a screen, and for macOS there is no such thing.
std::optional<VirtualDisplay> VirtualDisplay::start_if_needed() {
  return std::nullopt;
}

VirtualDisplay::VirtualDisplay(VirtualDisplay&& other) noexcept
    : server_(other.server_), name_(std::move(other.name_)) {}
VirtualDisplay::~VirtualDisplay() = default;

}  // namespace attacca::host
