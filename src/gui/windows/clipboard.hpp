// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <windows.h>

namespace attacca::gui {

/// Of a text; a longer one is neither copied nor pasted.
inline constexpr std::size_t kMostClipboardBytes = std::size_t{16} << 20u;

/// What the clipboard holds as text, with lines that end in "\n"; nullopt: none, or it is too long,
/// or another program has the clipboard open. UTF-8. [main]
[[nodiscard]] std::optional<std::string> clipboard_text(HWND window);
/// False if another program has the clipboard open. [main]
bool set_clipboard_text(HWND window, const std::string& utf8);

/// `utf8` as other programs take it, with a zero at the end; the caller's. Null: no memory. [any]
[[nodiscard]] HGLOBAL global_text(const std::string& utf8);

}  // namespace attacca::gui
