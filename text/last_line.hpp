// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace attacca::text {

/// The last line that is not empty, without its end: what a program said last, which is where its
/// error stands. Lines end with \n, \r\n or, where a program writes over its line, \r. Empty: there
/// is none. [any]
[[nodiscard]] std::string_view last_line(std::string_view text) noexcept;

}  // namespace attacca::text
