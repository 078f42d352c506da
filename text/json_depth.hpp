// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace attacca::text {

/// Whether more than `limit` brackets and braces lie within each other, as far as they are no part
/// of a text. What is read, written or freed by recursion must not be as deep as somebody likes: to
/// be asked before a parser is. Malformed JSON gets an answer too. [any]
[[nodiscard]] bool is_json_deeper_than(std::string_view json, int limit) noexcept;

}  // namespace attacca::text
