// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attacca::fuzz {

// What the product's text code is compared with: slow, plain, and none of its code.

/// Whether the bytes are UTF-8: RFC 3629, section 4. [any]
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;

/// UTF-16 up to its first zero unit as UTF-8, U+FFFD for each lone surrogate: RFC 2781, 2.2. [any]
[[nodiscard]] std::string utf8_of(std::u16string_view units);

/// The longest start of valid UTF-8 that has at most `capacity` bytes and whole characters. [any]
[[nodiscard]] std::string_view cut(std::string_view utf8, std::size_t capacity) noexcept;

/// Whether it is one line for a person: UTF-8 without control characters. [any]
[[nodiscard]] bool is_one_clear_line(std::string_view text) noexcept;

}  // namespace attacca::fuzz
