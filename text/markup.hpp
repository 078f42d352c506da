// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca::text {

/// What somebody else wrote as text or as the value of an attribute, in XML and in HTML: & < > and
/// both quotes are escaped, line ends and tabs stay. What XML forbids (control characters, U+FFFE,
/// U+FFFF, malformed UTF-8) would make the whole document unreadable; each becomes U+FFFD, and so
/// does what turns the direction of writing. [any] Allocates.
/// Source: XML 1.0 (fifth edition), 2.2 "Characters" and 2.4; HTML, 13.1.4 "Character references".
[[nodiscard]] std::string escaped_for_markup(std::string_view text);

}  // namespace attacca::text
