// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attacca::core {

/// UTF-16 to UTF-8. Reads at most `max_units` units and stops at a zero unit; lone surrogates
/// become U+FFFD. A null pointer gives an empty text. [any]
[[nodiscard]] std::string utf8_from_utf16(const char16_t* units, std::size_t max_units);

/// UTF-8 to UTF-16 into `units`, zero-terminated, cut at a code point boundary so that at most
/// `capacity` units including the zero are written; the rest is filled with zeros. Malformed bytes
/// become U+FFFD. Returns the number of units without the zero. [any]
std::size_t utf16_from_utf8(std::string_view utf8, char16_t* units, std::size_t capacity) noexcept;

/// `bytes` with every malformed sequence replaced by U+FFFD. [any]
[[nodiscard]] std::string valid_utf8(std::string_view bytes);

/// The text in a fixed array that may lack its terminator. [any]
[[nodiscard]] std::string_view bounded_text(const char* bytes, std::size_t capacity) noexcept;

/// Copies `utf8` into `out`, cut at a code point boundary, zero-terminated. [any]
void copy_text(std::string_view utf8, char* out, std::size_t capacity) noexcept;

}  // namespace attacca::core
