// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace attacca::gui {

/// Whether `text` begins, after what has no direction of its own, with letters that run from right
/// to left: Hebrew, Arabic and their neighbours (Unicode's rules P2 and P3 without isolates). [any]
[[nodiscard]] bool reads_from_right(std::wstring_view text) noexcept;

}  // namespace attacca::gui
