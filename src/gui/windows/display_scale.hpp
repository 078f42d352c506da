// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <windows.h>

namespace attacca::gui {

/// The scale of the monitor that `window` is on, as its program sees it; that of the desktop where
/// the system has none for each monitor (before Windows 10 1607). [main]
[[nodiscard]] double scale_of(HWND window);

}  // namespace attacca::gui
