// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::host {

/// How a scanning child is called: PROGRAM --internal-scan FILE DESCRIPTOR. It writes lines of JSON
/// to the descriptor: {"stage": …} before each step, then {"error": …} or {"plugins": […]}.
inline constexpr char kScanArgument[] = "--internal-scan";

}  // namespace attacca::host
