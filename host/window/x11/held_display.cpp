// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/held_display.hpp"

#include <X11/Xlib.h>

namespace attacca::host {

void HeldDisplay::Closer::operator()(void* connection) const noexcept {
  XCloseDisplay(static_cast<Display*>(connection));
}

HeldDisplay::HeldDisplay() : connection_(XOpenDisplay(nullptr)) {}
HeldDisplay::~HeldDisplay() = default;

}  // namespace attacca::host
