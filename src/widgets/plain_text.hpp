// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <charconv>
#include <string>
#include <string_view>

// Text that is the same whatever the locale that a host has set for its process.
namespace attacca::widgets {

/// `value` with `decimals` (at most 15) digits behind the point. [any]
inline std::string decimal_text(double value, int decimals) {
  char text[400];
  const auto end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals);
  return {text, end.ptr};
}

/// `utf8` with ASCII letters as small ones; others stay, byte by byte. [any]
inline std::string ascii_lower(std::string_view utf8) {
  std::string result(utf8);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace attacca::widgets
