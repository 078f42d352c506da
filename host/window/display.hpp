// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string_view>

namespace attacca::host {

/// Why this process cannot open windows; nothing: it can. X11 needs DISPLAY. [not audio]
[[nodiscard]] std::optional<std::string_view> why_no_display();

/// What windows are called here, for people: "X11", "Windows". [any]
[[nodiscard]] std::string_view window_system() noexcept;

}  // namespace attacca::host
