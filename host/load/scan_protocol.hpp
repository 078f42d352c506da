// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

namespace attacca::host {

/// How a scanning child is called: PROGRAM --internal-scan FILE CHANNEL FIRST [ID]. It makes the
/// plugins from number FIRST on (counted from 0), or only the one with the id. It writes lines of
/// JSON to the channel, a descriptor or on Windows a handle: {"stage": …} before each step;
/// {"plugins": […]}, what the file declares, once it is loaded; for each plugin {"trying": N}, then
/// {"made": N} or {"refused": N, "error": …}; at the end {"complete": true}, or {"error": …} when
/// the file could not be loaded.
inline constexpr char kScanArgument[] = "--internal-scan";

}  // namespace attacca::host
