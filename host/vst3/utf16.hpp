// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attacca::host {

/// UTF-8 from UTF-16; lone surrogates become U+FFFD. [any] Allocates.
[[nodiscard]] std::string to_utf8(std::u16string_view text);
/// UTF-16 from UTF-8; malformed bytes become U+FFFD. [any] Allocates.
[[nodiscard]] std::u16string to_utf16(std::string_view text);

/// The text of a fixed array that may lack its terminator.
template <typename Char, std::size_t Size>
[[nodiscard]] std::basic_string_view<Char> text_in(const Char (&array)[Size]) {
  std::size_t length = 0;
  while (length < Size && array[length] != Char{}) ++length;
  return {array, length};
}

}  // namespace attacca::host
