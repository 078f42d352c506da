// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <windows.h>

namespace attacca::host {

/// At the end of a console's handler, in its own thread: when it returns from the closing of the
/// console, the end of the session or of the system, Windows ends the process at once, and in any
/// case a few seconds later. Until then the main thread may come to its own end, which ends this
/// wait.
/// Source: Microsoft, "HandlerRoutine callback function".
inline void leave_time_to_end(DWORD control) noexcept {
  constexpr DWORD kMost = 10'000;
  const bool is_asked_only = control == CTRL_C_EVENT || control == CTRL_BREAK_EVENT;
  if (!is_asked_only) Sleep(kMost);
}

}  // namespace attacca::host
