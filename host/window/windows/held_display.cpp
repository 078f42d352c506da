// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/held_display.hpp"

namespace attacca::host {

// There is no connection to hold: the system has its windows itself.
void HeldDisplay::Closer::operator()(void*) const noexcept {}

HeldDisplay::HeldDisplay() = default;
HeldDisplay::~HeldDisplay() = default;

}  // namespace attacca::host
