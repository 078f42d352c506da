// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attacca::text {

/// One code point of a text; `length` is 0 where the bytes are no UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  ///< in bytes, 1 to 4
};

/// The code point that begins at byte `i`, which lies inside the text. [any]
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t i) noexcept;

/// The byte at which the text stops being UTF-8 (RFC 3629); npos when it is all good. [any]
[[nodiscard]] std::size_t find_malformed_utf8(std::string_view text) noexcept;

/// How many code points the valid UTF-8 has. [any]
[[nodiscard]] std::size_t count_code_points(std::string_view text) noexcept;

/// Appends a code point, which must not be a surrogate and at most U+10FFFF. [any] Allocates.
void append_utf8(std::string& text, char32_t point);

/// The longest start of the text with at most `bytes` bytes that ends between code points. [any]
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes) noexcept;

/// `text` with each malformed sequence replaced by U+FFFD: one for as many bytes as could begin a
/// code point (Unicode 15, 3.9, "maximal subpart"). [any] Allocates.
[[nodiscard]] std::string well_formed_utf8(std::string_view text);

/// The longest start whose UTF-16 form has at most `units` units and no half of a pair. A malformed
/// sequence is one unit, as the U+FFFD that it becomes. [any]
[[nodiscard]] std::string_view cut_utf16_units(std::string_view text, std::size_t units) noexcept;

}  // namespace attacca::text
