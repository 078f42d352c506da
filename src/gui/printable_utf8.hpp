// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

namespace attacca::gui {

/// `bytes` as valid UTF-8 on one line: each invalid byte becomes U+FFFD; control characters and
/// line and paragraph separators become spaces. Names come from hosts, which promise nothing. [any]
[[nodiscard]] std::string printable_utf8(std::string_view bytes);

}  // namespace attacca::gui
