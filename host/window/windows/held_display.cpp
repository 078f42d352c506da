// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/held_display.hpp"

#include "host/window/display.hpp"

namespace attacca::host {

// There is no connection to hold: the system has its windows itself. The address stands for them.
void HeldDisplay::Closer::operator()(void*) const noexcept {}

HeldDisplay::HeldDisplay() : connection_(why_no_display() ? nullptr : this) {}
HeldDisplay::~HeldDisplay() = default;

}  // namespace attacca::host
