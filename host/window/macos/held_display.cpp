// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/held_display.hpp"

namespace attacca::host {

void HeldDisplay::Closer::operator()(void*) const noexcept {}

HeldDisplay::HeldDisplay() = default;
HeldDisplay::~HeldDisplay() = default;

}  // namespace attacca::host
