// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca::text {

/// What somebody else wrote (a plugin's name, a path, a line of a file) as one line of valid UTF-8
/// that does nothing to a terminal. What is not printable becomes visible: control characters, line
/// ends, and what turns the direction of writing become \u{1B} and the like, bytes that are no
/// UTF-8 become \xFF. Everything else, combining characters and emoji among it, stays as it is.
/// [any] Allocates.
/// Source: Unicode 15.1, general categories Cc, Zl and Zp; UAX #9, table 4 (bidirectional
/// controls).
[[nodiscard]] std::string printable(std::string_view text);

/// The same for text of several lines that we put together: line ends and tabs stay. [any]
/// Allocates.
[[nodiscard]] std::string printable_lines(std::string_view text);

}  // namespace attacca::text
